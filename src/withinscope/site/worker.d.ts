// What workers alone have, and TypeScript's list for pages leaves out.

interface FileSystemSyncAccessHandle {
  getSize(): number;
  write(data: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
}

interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle>;
}

// What the build puts before offline.js.
declare const RELEASE: string;
declare const FILES: string[];
declare const LATER: string[];
