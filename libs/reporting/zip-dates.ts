/** The end of a zip file, which says where its list of parts begins. */
const END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/**
 * Gives every part of a zip file the same instant, in place of when it was written: the same content then has the same bytes.
 * @param zip a whole zip file of less than 4 GB; changed in place
 * @throws RangeError when it is no zip file
 */
export function dateParts(zip: Buffer, date: Date): Buffer {
  const end = zip.lastIndexOf(END);
  if (end < 0) throw new RangeError('not a zip file');
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  let at = zip.readUInt32LE(end + 16);
  for (let parts = zip.readUInt16LE(end + 10); parts > 0; parts--) {
    zip.writeUInt16LE(time, at + 12);
    zip.writeUInt16LE(day, at + 14);
    // The part itself says it again.
    const part = zip.readUInt32LE(at + 42);
    zip.writeUInt16LE(time, part + 10);
    zip.writeUInt16LE(day, part + 12);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}
