//! The module matrix.

use std::fmt::{self, Write as _};

use qrcode::{Color, EcLevel, QrCode, Version, bits::Bits};
use zeroize::Zeroizing;

use super::QrFault;

/// Modules of white around the code, on each side (R26, Q2).
pub const QUIET_ZONE: u16 = 4;

/// Most bytes at level M: version 25 (R29).
pub const BYTE_CAP_M: usize = 997;

/// Most bytes at level L: version 27 (R29).
pub const BYTE_CAP_L: usize = 1_465;

/// Error correction level. Q and H are never used (decision (b)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// About 15 % of the codewords can be restored.
    M,
    /// About 7 %; fewer, hence larger, modules.
    L,
}

impl Level {
    /// Most bytes that a code of this level may hold (R29).
    pub const fn cap(self) -> usize {
        match self {
            Self::M => BYTE_CAP_M,
            Self::L => BYTE_CAP_L,
        }
    }

    const fn for_encoder(self) -> EcLevel {
        match self {
            Self::M => EcLevel::M,
            Self::L => EcLevel::L,
        }
    }
}

/// `M` or `L`.
impl fmt::Display for Level {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::M => "M",
            Self::L => "L",
        })
    }
}

/// The code as modules, without its quiet zone. As secret as the text in it: no `Debug`, no
/// `Clone`, wiped when dropped. (The encoder's own scratch memory is freed unwiped.)
pub struct Matrix {
    size: u16,
    version: u8,
    level: Level,
    dark: Zeroizing<Vec<bool>>,
}

impl Matrix {
    /// Encodes `text` in byte mode, in the smallest version that holds it, with the mask the
    /// standard's penalty rules choose (R31). No ECI, no segmentation.
    ///
    /// # Errors
    ///
    /// [`QrFault::NotAUri`], [`QrFault::TooLong`], [`QrFault::Encoder`].
    pub fn encode(text: &[u8], level: Level) -> Result<Self, QrFault> {
        if text.is_empty() || !text.iter().all(u8::is_ascii_graphic) {
            return Err(QrFault::NotAUri);
        }
        let version = version_for(text.len(), level)?;
        let mut bits = Bits::new(Version::Normal(i16::from(version)));
        bits.push_byte_data(text)
            .and_then(|()| bits.push_terminator(level.for_encoder()))
            .map_err(|_| QrFault::Encoder)?;
        let code = QrCode::with_bits(bits, level.for_encoder()).map_err(|_| QrFault::Encoder)?;
        let size = size_of(version);
        if code.width() != usize::from(size) {
            return Err(QrFault::Encoder);
        }
        let mut colors = code.into_colors();
        let dark = colors.iter().map(|color| *color == Color::Dark).collect();
        colors.fill(Color::Light);
        Ok(Self {
            size,
            version,
            level,
            dark: Zeroizing::new(dark),
        })
    }

    /// Modules along a side, quiet zone not included.
    pub fn size(&self) -> u16 {
        self.size
    }

    /// The symbol's version, 1 to 27.
    pub fn version(&self) -> u8 {
        self.version
    }

    /// The error correction level it was made with.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Whether the module in column `x` of row `y` is dark; light outside the code.
    pub fn is_dark(&self, x: u16, y: u16) -> bool {
        x < self.size
            && y < self.size
            && self
                .dark
                .get(usize::from(y) * usize::from(self.size) + usize::from(x))
                .copied()
                .unwrap_or_default()
    }

    /// One SVG path in module units, one closed run for each stretch of dark modules in a row.
    /// Its origin is the outer corner of the quiet zone.
    pub fn path(&self) -> String {
        // Never grows: a buffer left behind by growth would not be wiped by anyone.
        let mut path = String::with_capacity(usize::from(self.size) * usize::from(self.size) * 10);
        for y in 0..self.size {
            for (x, length) in self.runs(y) {
                let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
        }
        path
    }

    /// Start and length of each run of dark modules in row `y`.
    fn runs(&self, y: u16) -> Vec<(u16, u16)> {
        let mut runs: Vec<(u16, u16)> = Vec::new();
        for x in (0..self.size).filter(|x| self.is_dark(*x, y)) {
            match runs.last_mut() {
                Some((start, length)) if *start + *length == x => *length += 1,
                _ => runs.push((x, 1)),
            }
        }
        runs
    }

    #[cfg(test)]
    pub(super) fn flip(&mut self, x: u16, y: u16) {
        let index = usize::from(y) * usize::from(self.size) + usize::from(x);
        self.dark[index] = !self.dark[index];
    }
}

/// Modules along a side of a `version`.
pub(super) const fn size_of(version: u8) -> u16 {
    version as u16 * 4 + 17
}

/// The version that a text of `bytes` bytes takes: at level M, or at L when M has no room for it;
/// `None` over the cap of both.
pub fn version_of(bytes: usize) -> Option<u8> {
    version_for(bytes, Level::M)
        .or_else(|_| version_for(bytes, Level::L))
        .ok()
}

/// The smallest version that holds `bytes` bytes at `level`.
///
/// # Errors
///
/// [`QrFault::TooLong`] over the level's cap.
pub(super) fn version_for(bytes: usize, level: Level) -> Result<u8, QrFault> {
    if bytes > level.cap() {
        return Err(QrFault::TooLong { bytes });
    }
    (1..=27)
        .find(|version| bits_needed(bytes, *version) <= room(*version, level))
        .ok_or(QrFault::TooLong { bytes })
}

/// Mode indicator, character count, data (ISO/IEC 18004, byte mode).
const fn bits_needed(bytes: usize, version: u8) -> usize {
    let count = if version < 10 { 8 } else { 16 };
    4 + count + 8 * bytes
}

fn room(version: u8, level: Level) -> usize {
    Bits::new(Version::Normal(i16::from(version)))
        .max_len(level.for_encoder())
        .unwrap_or_default()
}
