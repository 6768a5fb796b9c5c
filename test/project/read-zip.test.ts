import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readZip } from '../../scripts/lib/read-zip.mjs';

describe('readZip', () => {
  it('reads stored and deflated files, and extra fields', () => {
    const archive = zip([
      { name: 'extension/a.txt', text: 'stored', method: 0 },
      { name: 'extension/ä.txt', text: 'deflated '.repeat(20), method: 8 },
    ]);
    const files = readZip(archive);
    expect([...files.keys()]).toEqual(['extension/a.txt', 'extension/ä.txt']);
    expect(files.get('extension/a.txt')?.toString()).toBe('stored');
    expect(files.get('extension/ä.txt')?.toString()).toBe('deflated '.repeat(20));
  });

  it('refuses what is none', () => {
    expect(() => readZip(Buffer.from('no archive'))).toThrow('no zip archive');
  });
});

/** The least archive that is one: local headers with an extra field each, then the directory. */
function zip(files: readonly { name: string; text: string; method: number }[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, text, method } of files) {
    const label = Buffer.from(name);
    const data = method === 0 ? Buffer.from(text) : deflateRawSync(text);
    const extra = Buffer.from([1, 2, 3, 4]);
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(label.length, 26);
    local.writeUInt16LE(extra.length, 28);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(Buffer.concat(locals).length, 42);
    locals.push(local, label, extra, data);
    directory.push(entry, label);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(locals).length, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
