//! Numbers of seven bits a byte, and a reader that knows where it is.

use super::Fault;

/// Reads a file from its beginning; every fault tells the byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(all: &'a [u8]) -> Bytes<'a> {
        Bytes { all, at: 0 }
    }

    /// Where the next byte stands.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_empty(&self) -> bool {
        self.at >= self.all.len()
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(length).ok_or(Fault::CutShort(self.at))?;
        let taken = self.all.get(self.at..end).ok_or(Fault::CutShort(self.all.len()))?;
        self.at = end;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let at = self.at;
        self.take(N)?.try_into().map_err(|_| Fault::CutShort(at))
    }

    /// A number of at most 32 bits, the lowest seven first; the highest bit of a byte says that another follows.
    pub(super) fn number(&mut self) -> Result<u32, Fault> {
        let start = self.at;
        let mut number = 0u64;
        for shift in (0..5).map(|group| group * 7) {
            let [byte] = self.array()?;
            number |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return u32::try_from(number).map_err(|_| Fault::Malformed(start, "a number above 32 bits"));
            }
        }
        Err(Fault::Malformed(start, "a number above 32 bits"))
    }

    pub(super) fn length(&mut self) -> Result<usize, Fault> {
        self.number().map(|number| number as usize)
    }
}

/// Writes a number as [`Bytes::number`] reads it.
pub(super) fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 128 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}
