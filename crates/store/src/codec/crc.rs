//! CRC-32 (ISO-HDLC): polynomial 0x04C11DB7 reflected, as in zip, gzip and PNG.

use std::sync::OnceLock;

/// `TABLES[k][b]` is the checksum of byte `b` followed by `k` zero bytes: four bytes of input are taken in one step.
/// Made at the first use, because a table in the program would be bytes to download that do not compress.
static TABLES: OnceLock<[[u32; 256]; 4]> = OnceLock::new();

fn tables() -> [[u32; 256]; 4] {
    let mut tables = [[0u32; 256]; 4];
    for (byte, entry) in (0..).zip(&mut tables[0]) {
        *entry = (0..8).fold(byte, |crc: u32, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()));
    }
    for zeros in 1..4 {
        for byte in 0..256 {
            let shorter = tables[zeros - 1][byte];
            tables[zeros][byte] = (shorter >> 8) ^ tables[0][(shorter & 0xff) as usize];
        }
    }
    tables
}

/// The checksum of some bytes.
pub fn crc32(bytes: &[u8]) -> u32 {
    let tables = TABLES.get_or_init(tables);
    let look = |zeros: usize, byte: u32| tables[zeros][(byte & 0xff) as usize];
    let (words, rest) = bytes.as_chunks::<4>();
    let mut crc = u32::MAX;
    for word in words {
        let mixed = crc ^ u32::from_le_bytes(*word);
        crc = look(3, mixed) ^ look(2, mixed >> 8) ^ look(1, mixed >> 16) ^ look(0, mixed >> 24);
    }
    for byte in rest {
        crc = (crc >> 8) ^ look(0, crc ^ u32::from(*byte));
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::crc32;

    #[test]
    fn the_checksums_are_the_published_ones() {
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32(b"a"), 0xE8B7_BE43);
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b"The quick brown fox jumps over the lazy dog"), 0x414F_A339);
    }
}
