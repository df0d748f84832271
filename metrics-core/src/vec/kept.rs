//! Labels that are kept until a series is asked for.

use std::str;

use super::key::SEPARATOR;

/// Bytes that are kept without allocating.
const INLINE: usize = 56;

/// Texts that are read without allocating.
const FEW: usize = 4;

/// The labels of one series, copied from whoever gave them. Allocates for long texts only.
#[doc(hidden)]
pub struct Kept {
    /// The combination of the closed labels.
    pub(super) closed: u32,
    /// How many texts there are.
    count: usize,
    bytes: Bytes,
}

/// Texts, each followed by a separator.
enum Bytes {
    Short { len: usize, bytes: [u8; INLINE] },
    Long(Vec<u8>),
}

impl Kept {
    pub(super) fn new(closed: u32, texts: &[&str]) -> Self {
        let len = texts.iter().map(|text| text.len() + 1).sum();
        let bytes = if len <= INLINE {
            let mut bytes = [0; INLINE];
            let mut at = 0;
            for text in texts {
                bytes[at..at + text.len()].copy_from_slice(text.as_bytes());
                at += text.len();
                bytes[at] = SEPARATOR;
                at += 1;
            }
            Bytes::Short { len, bytes }
        } else {
            let mut bytes = Vec::with_capacity(len);
            for text in texts {
                bytes.extend_from_slice(text.as_bytes());
                bytes.push(SEPARATOR);
            }
            Bytes::Long(bytes)
        };
        Self { closed, count: texts.len(), bytes }
    }

    pub(super) fn read_texts<R>(&self, read: impl FnOnce(&[&str]) -> R) -> R {
        let bytes = match &self.bytes {
            Bytes::Short { len, bytes } => &bytes[..*len],
            Bytes::Long(bytes) => bytes,
        };
        let mut texts = bytes
            .split(|byte| *byte == SEPARATOR)
            // They were texts when they came.
            .map(|text| str::from_utf8(text).unwrap_or_default());
        if self.count <= FEW {
            let mut few = [""; FEW];
            few.iter_mut().zip(&mut texts).for_each(|(place, text)| *place = text);
            read(&few[..self.count])
        } else {
            read(&texts.take(self.count).collect::<Vec<_>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        let long = "x".repeat(INLINE);
        let lists: [&[&str]; 6] = [
            &[],
            &[""],
            &["a", "", "ü"],
            &["", "", "", ""],
            &[&long, "b"],
            &["1", "2", "3", "4", "5"],
        ];
        for texts in lists {
            Kept::new(7, texts).read_texts(|read| assert_eq!(read, texts));
        }
    }
}
