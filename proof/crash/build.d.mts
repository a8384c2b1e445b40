export declare function binaryPath(): string
