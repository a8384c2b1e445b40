// The smallest bridge from JavaScript to the MMKV core: what react-native-mmkv 4 does with the core, and nothing else. Errors, return
// values and the two calls behind `trim` follow its HybridMMKV.cpp, so that the medium uses the same store as on a phone. `close`,
// `sync` and `limitFileSize` do not exist there; the crash tests need them.

#include <MMKV.h>
#include <napi.h>

#include <sys/resource.h>

#include <ctime>
#include <map>
#include <string>

// A full write-back (every commit) writes four bytes from rand() into the store, and the core seeds rand() with the current second.
// Between these bytes and the new checksum the store is invalid: a kill must hit that moment. A loop that commits a hundred times a
// second would write the same bytes again, and the store would never be invalid; on a phone, commits are seconds apart. So each call of
// time() answers another second. The linker replaces the name for the core only.
extern "C" time_t __real_time(time_t*);
extern "C" time_t __wrap_time(time_t* out) {
  static time_t looks = 0;
  auto now = __real_time(nullptr) + looks++;
  if (out != nullptr) *out = now;
  return now;
}

namespace {

// For a damaged store core 2.0.0 calls one callback of the whole process; 2.4 stores the strategy per instance. The callback
// receives the id only, so mmkv.ts refuses to open one id with two strategies.
std::map<std::string, MMKVRecoverStrategic> strategies;

MMKVRecoverStrategic strategyOf(const std::string& id, MMKVErrorType) {
  auto found = strategies.find(id);
  // Without a strategy the store is emptied: the default of MMKV and of react-native-mmkv.
  return found == strategies.end() ? OnErrorDiscard : found->second;
}

class Instance : public Napi::ObjectWrap<Instance> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "Instance",
                       {
                           InstanceAccessor<&Instance::id>("id"),
                           InstanceAccessor<&Instance::length>("length"),
                           InstanceAccessor<&Instance::byteSize>("byteSize"),
                           InstanceAccessor<&Instance::fileSize>("fileSize"),
                           InstanceMethod<&Instance::set>("set"),
                           InstanceMethod<&Instance::getString>("getString"),
                           InstanceMethod<&Instance::contains>("contains"),
                           InstanceMethod<&Instance::getAllKeys>("getAllKeys"),
                           InstanceMethod<&Instance::remove>("remove"),
                           InstanceMethod<&Instance::clearAll>("clearAll"),
                           InstanceMethod<&Instance::trim>("trim"),
                           InstanceMethod<&Instance::sync>("sync"),
                           // mmkv.ts wraps this one to record what is open.
                           InstanceMethod<&Instance::close>("close", napi_default_method),
                       });
  }

  // new Instance(id, path, recover)
  explicit Instance(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Instance>(info) {
    auto id = info[0].As<Napi::String>().Utf8Value();
    std::string path = info[1].As<Napi::String>().Utf8Value();
    strategies[id] = info[2].As<Napi::Boolean>() ? OnErrorRecover : OnErrorDiscard;
    mmkv_ = MMKV::mmkvWithID(id, MMKV_SINGLE_PROCESS, nullptr, &path);
    if (mmkv_ == nullptr) throw Napi::Error::New(info.Env(), "Failed to create MMKV instance!");
  }

 private:
  // Every call uses this: a closed instance is freed memory, and an access would look like a bug of MMKV.
  MMKV* mmkv(Napi::Env env) {
    if (mmkv_ == nullptr) throw Napi::Error::New(env, "this MMKV instance is closed");
    return mmkv_;
  }

  static std::string keyIn(const Napi::CallbackInfo& info) { return info[0].As<Napi::String>().Utf8Value(); }

  Napi::Value id(const Napi::CallbackInfo& info) { return Napi::String::New(info.Env(), mmkv(info.Env())->mmapID()); }

  Napi::Value length(const Napi::CallbackInfo& info) { return number(info, mmkv(info.Env())->count()); }

  Napi::Value byteSize(const Napi::CallbackInfo& info) { return number(info, mmkv(info.Env())->actualSize()); }

  Napi::Value fileSize(const Napi::CallbackInfo& info) { return number(info, mmkv(info.Env())->totalSize()); }

  void set(const Napi::CallbackInfo& info) {
    auto env = info.Env();
    auto key = keyIn(info);
    if (key.empty()) throw Napi::Error::New(env, "Cannot set a value for an empty key!");
    auto value = info[1].As<Napi::String>().Utf8Value();
    if (!mmkv(env)->set(value, key)) throw Napi::Error::New(env, "Failed to set value for key \"" + key + "\"!");
  }

  Napi::Value getString(const Napi::CallbackInfo& info) {
    auto env = info.Env();
    std::string value;
    if (!mmkv(env)->getString(keyIn(info), value, /* inplaceModification */ true)) return env.Undefined();
    return Napi::String::New(env, value);
  }

  Napi::Value contains(const Napi::CallbackInfo& info) {
    return Napi::Boolean::New(info.Env(), mmkv(info.Env())->containsKey(keyIn(info)));
  }

  Napi::Value getAllKeys(const Napi::CallbackInfo& info) {
    auto keys = mmkv(info.Env())->allKeys();
    auto array = Napi::Array::New(info.Env(), keys.size());
    for (uint32_t i = 0; i < keys.size(); i++) array[i] = Napi::String::New(info.Env(), keys[i]);
    return array;
  }

  Napi::Value remove(const Napi::CallbackInfo& info) {
    return Napi::Boolean::New(info.Env(), mmkv(info.Env())->removeValueForKey(keyIn(info)));
  }

  void clearAll(const Napi::CallbackInfo& info) { mmkv(info.Env())->clearAll(); }

  // react-native-mmkv drops the memory cache after trimming, so the next read loads the file again. Keep both calls: the
  // second one restores an instance whose file could not be opened the first time.
  void trim(const Napi::CallbackInfo& info) {
    mmkv(info.Env())->trim();
    mmkv(info.Env())->clearMemoryCache();
  }

  void sync(const Napi::CallbackInfo& info) { mmkv(info.Env())->sync(MMKV_SYNC); }

  void close(const Napi::CallbackInfo& info) {
    mmkv(info.Env())->close();
    mmkv_ = nullptr;
  }

  static Napi::Value number(const Napi::CallbackInfo& info, size_t value) {
    return Napi::Number::New(info.Env(), static_cast<double>(value));
  }

  MMKV* mmkv_ = nullptr;
};

// Simulates a full disk without root: no file of this process may grow beyond this many bytes; without an argument the limit is gone.
// Node ignores SIGXFSZ, so a write beyond the limit fails as it does on a full disk.
void limitFileSize(const Napi::CallbackInfo& info) {
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = info[0].IsNumber() ? static_cast<rlim_t>(info[0].As<Napi::Number>().Int64Value()) : limit.rlim_max;
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) throw Napi::Error::New(info.Env(), "setrlimit refused the limit");
}

// removeStorage(id, path). The core frees an instance that is still open, so mmkv.ts closes ours first.
Napi::Value removeStorage(const Napi::CallbackInfo& info) {
  std::string path = info[1].As<Napi::String>().Utf8Value();
  return Napi::Boolean::New(info.Env(), MMKV::removeStorage(info[0].As<Napi::String>().Utf8Value(), &path));
}

// initialize(rootPath, isLoud)
void initialize(const Napi::CallbackInfo& info) {
  auto level = info[1].As<Napi::Boolean>() ? MMKVLogInfo : MMKVLogNone;
  MMKV::initializeMMKV(info[0].As<Napi::String>().Utf8Value(), level);
  MMKV::registerErrorHandler(strategyOf);
}

Napi::Object start(Napi::Env env, Napi::Object exports) {
  exports["coreVersion"] = Napi::String::New(env, MMKV_VERSION);
  exports["initialize"] = Napi::Function::New(env, initialize);
  exports["removeStorage"] = Napi::Function::New(env, removeStorage);
  exports["limitFileSize"] = Napi::Function::New(env, limitFileSize);
  exports["Instance"] = Instance::define(env);
  return exports;
}

NODE_API_MODULE(mmkv_harness, start)

}  // namespace
