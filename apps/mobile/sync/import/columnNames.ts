import { plainText } from './plainText.ts'
import { withoutUnit, type Unit } from './unitWords.ts'

/** What a column of an export may hold. */
export const columns = [
  'date',
  'time',
  'end',
  'title',
  'exercise',
  'type',
  'warmup',
  'weight',
  'weightKg',
  'weightLb',
  'weightUnit',
  'reps',
  'rpe',
  'distance',
  'seconds',
  'notes',
  'workoutNotes',
  'duration',
  'day',
  'liftedAt',
  'sessionRpe',
] as const
export type Column = (typeof columns)[number]
/** Only files of this app have them. */
type OwnColumn = 'day' | 'liftedAt' | 'sessionRpe'

/**
 * What apps and people call their columns, in their languages; the first one in a header counts. Compared without units, accents, capitals
 * and punctuation: `Weight (kg)` and `weight_kg` are both *weight* in kilograms. For languages of Strong that are not here, a person
 * assigns the columns.
 */
const names: Readonly<Record<Exclude<Column, 'weightKg' | 'weightLb' | OwnColumn>, string>> = {
  date: `start_time, StartTime, workout start, Workout DateTime, date time, datetime, Date, Datum, Fecha, Data, Dato, Päivä,
    Päivämäärä, Pvm, Dátum, Дата, Tarih, 日付, 日時, 日期, 날짜, Ημερομηνία, תאריך, التاريخ, تاریخ, दिनांक, Ngày, Tanggal, วันที่, Kuupäev, Datums,
    Data treningu, Datum a čas`,
  time: `Start Time of day, Uhrzeit, Heure, Hora, Ora, Tijd, Tid, Klockslag, Godzina, Čas, Время, Saat, 時刻`,
  end: `end_time, EndTime, workout end`,
  title: `Workout Name, Workout-Name, Session, Routine, Routine Name, Day Name, title, Workout, Trainingsname, Name des Trainings,
    Nom de l'entraînement, Nom de l'entrainement, Nom de la séance, Nom du workout, Nombre del entrenamiento, Nombre de entrenamiento,
    Nome do treino, Nome dell'allenamento, Nome allenamento, Nome dell’allenamento, Naam van de workout, Naam workout, Workoutnaam,
    Naam training, Passnamn, Träningsnamn, Treningsnavn, Navn på træning, Træningsnavn, Treenin nimi, Harjoituksen nimi, Nazwa treningu,
    Název tréninku, Názov tréningu, Edzés neve, Numele antrenamentului, Название тренировки, Имя тренировки, Назва тренування, Antrenman adı,
    Antrenman ismi, İdman adı, ワークアウト名, トレーニング名, ワークアウトの名前, 锻炼名称, 训练名称, 鍛鍊名稱, 訓練名稱, 健身名称, 운동 이름,
    운동이름, 운동명, Όνομα προπόνησης, שם האימון, اسم التمرين, Tên bài tập luyện, Nama latihan`,
  exercise: `exercise_title, Exercise Name, exercise_name, Exercise, Name der Übung, Übungsname, Übung, Nom de l'exercice, Exercice,
    Nombre del ejercicio, Nombre de ejercicio, Ejercicio, Nome do exercício, Exercício, Nome dell'esercizio, Nome esercizio, Esercizio,
    Naam van de oefening, Naam oefening, Oefeningnaam, Oefening, Övningsnamn, Övningens namn, Övning, Øvelsesnavn, Navn på øvelse, Øvelse,
    Liikkeen nimi, Liike, Nazwa ćwiczenia, Ćwiczenie, Název cviku, Cvik, Názov cviku, Gyakorlat neve, Gyakorlat, Numele exercițiului, Exercițiu,
    Название упражнения, Упражнение, Назва вправи, Вправа, Egzersiz adı, Egzersiz ismi, Egzersiz, Hareket, エクササイズ名, エクササイズ, 種目名, 種目,
    运动名称, 动作名称, 练习名称, 动作, 運動名稱, 動作名稱, 動作, 동작 이름, 종목, 동작, 운동, Άσκηση, תרגיל, التمرين, Bài tập, Latihan, Lift, Movement`,
  type: `set_type, Set Type, Set Order, Reihenfolge festlegen, Satzreihenfolge, Satzart, Ordre de la série, Ordre des séries, Type de série,
    Orden de las series, Orden de la serie, Orden de serie, Tipo de serie, Ordem da série, Ordem das séries, Tipo de série, Ordine della serie,
    Ordine delle serie, Ordine serie, Ordine set, Setvolgorde, Volgorde van sets, Setordning, Settrekkefølge, Sætrækkefølge, Sarjan järjestys,
    Sarjajärjestys, Kolejność serii, Pořadí série, Poradie série, Sorozat sorrendje, Ordinea seriei, Порядок подходов, Порядок подхода,
    Порядок сетов, Порядок підходів, Set Sırası, Set sıralaması, セット順, セット順序, セットの順序, セット順番, 组顺序, 组序, 组次, 組順序, 組次,
    세트 순서, 세트순서, Kind, Set, Satz, Série, Serie`,
  warmup: `isWarmup, Is Warmup Set, Is Warm-up, Warmup`,
  weight: `Weight, Weight Value, Load, Weigth, Gewicht, Poids, Charge, Peso, Carico, Vikt, Vekt, Vægt, Paino, Ciężar, Waga, Obciążenie, Hmotnost,
    Hmotnosť, Váha, Súly, Greutate, Вес, Вага, Ağırlık, 重量, 重さ, 무게, 중량, Βάρος, משקל, الوزن, وزن, Trọng lượng, Khối lượng, Berat, น้ำหนัก,
    Kaal, Svars`,
  weightUnit: `Weight Unit, Gewichtseinheit, Unité de poids, Unidad de peso, Unidade de peso, Unità di peso, Gewichtseenheid, Viktenhet,
    Vektenhet, Jednostka wagi, Единица веса, Ağırlık birimi, 重量単位, 重量单位, 重量單位, 무게 단위, Unit, Einheit`,
  reps: `Reps, Completed Reps, Repetitions, Wiederh., Wiederholungen, Wdh, Wdh., Réps, Rép., Répétitions, Repeticiones, Repet., Repetições,
    Ripetizioni, Rip., Rip, Herhalingen, Herh., Repetitioner, Repetisjoner, Gentagelser, Toistot, Powtórzenia, Powt., Opakování, Opakovania,
    Ismétlések, Ismétlés, Repetări, Повторения, Повторы, Повт., Повторення, Tekrar, Tekrarlar, 回数, レップ数, レップ, 次数, 次數, 횟수, 반복, 반복 횟수,
    Επαναλήψεις, חזרות, التكرارات, Số lần, Lần lặp, Repetisi, ครั้ง`,
  rpe: `RPE`,
  distance: `Distance, Distanz, Entfernung, Strecke, Distancia, Distância, Distanza, Afstand, Distans, Avstand, Etäisyys, Matka, Dystans, Odległość,
    Vzdálenost, Távolság, Дистанция, Расстояние, Mesafe, 距離, 距离, 거리`,
  seconds: `duration_seconds, Duration(s), Seconds, Sekunden, Secondes, Segundos, Secondi, Seconden, Sekunder, Sekuntia, Sekunnit, Sekundy,
    Másodperc, Секунды, Секунди, Saniye, 秒, 秒数, 秒數, 초, Hold, Hold time`,
  notes: `exercise_notes, Exercise Notes, Set Notes, Notes, Note, Comment, Comments, Notizen, Notiz, Kommentar, Remarques, Commentaire, Notas,
    Nota, Comentario, Comentário, Notities, Opmerkingen, Anteckningar, Notater, Noter, Muistiinpanot, Notatki, Poznámky, Jegyzetek, Заметки,
    Примечания, Нотатки, Notlar, メモ, ノート, 备注, 笔记, 備註, 筆記, 메모, 노트`,
  workoutNotes: `description, Workout Notes, Workout-Notizen, Notes d'entraînement, Notes de l'entraînement, Notes de la séance,
    Notas del entrenamiento, Notas de entrenamiento, Notas do treino, Note allenamento, Note dell'allenamento, Workoutnotities,
    Notities workout, Träningsanteckningar, Treningsnotater, Treenin muistiinpanot, Notatki z treningu, Notatki treningu, Poznámky k tréninku,
    Заметки о тренировке, Примечания к тренировке, Antrenman notları, ワークアウトメモ, トレーニングメモ, 锻炼备注, 训练备注, 鍛鍊備註, 訓練備註, 운동 메모`,
  duration: `Workout Duration, Duration, Dauer, Workout-Dauer, Trainingsdauer, Durée, Durée de l'entraînement, Duración,
    Duración del entrenamiento, Duração, Duração do treino, Durata, Durata allenamento, Duur, Varaktighet, Längd, Varighet, Varighed, Kesto,
    Czas trwania, Doba trvání, Trvání, Trvanie, Időtartam, Durată, Продолжительность, Длительность, Тривалість, Süre, 所要時間, 時間, 期間, 持続時間,
    时长, 持续时间, 時長, 持續時間, 기간, 시간, 운동 시간`,
}

/** The index of each column; undefined when the file has none. */
export type Columns = Readonly<Partial<Record<Column, number>>>

const lists = Object.entries(names).map(([column, all]) => [column as keyof typeof names, all.split(',').map(plainText)] as const)

/** Finds the columns of a header by their names. */
export function columnsNamed(header: readonly string[]): Columns {
  const cells = header.map((cell) => cellNamed(cell))
  const found: Partial<Record<Column, number>> = {}
  for (const [column, all] of lists) {
    const at = all.map((name) => cells.findIndex(({ plain, name: bare, unit }) => plain === name || (unit !== null && bare === name)))
    const first = at.find((index) => index >= 0 && cells[index]!.weight === null && !(column === 'weight' && cells[index]!.unit !== null))
    if (first !== undefined) found[column] = first
  }
  for (const column of ['weightKg', 'weightLb'] as const) {
    const at = cells.findIndex(({ weight }) => weight === column)
    if (at >= 0) found[column] = at
  }
  return found
}

type Cell = { plain: string; name: string; unit: Unit | null; weight: 'weightKg' | 'weightLb' | null }

const allNames = new Set(lists.flatMap(([, all]) => all))
const weights = new Set(lists.find(([column]) => column === 'weight')![1])
/** Units that are the whole name of a column, as Strong of 2016 wrote them. */
const ALONE = /^(kgs?|kilograms?|kilogramm|kilos?|lbs?|pounds?|libras|livres)$/

/** Divides a name and its unit: "Weight (kg)", "weight_lbs", "Duration (sec)", or only "kg". */
function cellNamed(cell: string): Cell {
  const plain = plainText(cell)
  const { name, unit } = withoutUnit(cell)
  // "Duration(s)" of Fitbod is about a set, not about the workout.
  if (allNames.has(plain) && !ALONE.test(plain)) return { plain, name: plain, unit: null, weight: null }
  const isWeight = weights.has(name) || ALONE.test(plain)
  const weight = isWeight && unit === 'kg' ? 'weightKg' : isWeight && unit === 'lb' ? 'weightLb' : null
  return { plain, name: /^(km|mi|miles)$/.test(plain) ? 'distance' : name, unit, weight }
}
