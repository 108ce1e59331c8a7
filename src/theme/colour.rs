//! Contrast of colours as WCAG 2 defines it. Knows nothing of style sheets.

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// The page in light mode.
pub const WHITE: Colour = Colour { red: 0xff, green: 0xff, blue: 0xff };
/// The quiet area in dark mode: lighter than the page, so the harder of the two.
pub const DARK_WASH: Colour = Colour { red: 0x18, green: 0x21, blue: 0x2a };

impl Colour {
    /// Reads `#rrggbb` or `#rgb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.trim().strip_prefix('#')?;
        let wide: String = match digits.len() {
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let part = |from: usize| u8::from_str_radix(wide.get(from..from + 2)?, 16).ok();
        Some(Colour { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    /// The colour as `#rrggbb`.
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The same hue, mixed with white until it stands out from `ground` by `contrast`.
    pub fn lightened(self, ground: Colour, contrast: f64) -> Colour {
        let mix = |part: u8, step: u16| {
            let part = u16::from(part);
            u8::try_from(part + (255 - part) * step / 20).unwrap_or(255)
        };
        (0..=20)
            .map(|step| Colour { red: mix(self.red, step), green: mix(self.green, step), blue: mix(self.blue, step) })
            .find(|colour| colour.contrast(ground) >= contrast)
            .unwrap_or(WHITE)
    }

    fn luminance(self) -> f64 {
        let part = |byte: u8| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(self.red) + 0.7152 * part(self.green) + 0.0722 * part(self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let check = |text: &str, low: f64, high: f64| {
            let contrast = Colour::parse(text).unwrap().contrast(WHITE);
            assert!((low..high).contains(&contrast), "{text}: {contrast}");
        };
        check("#000", 20.9, 21.1);
        check("#17557f", 7.8, 8.0);
        check("#777777", 4.4, 4.5);
        assert_eq!(Colour::parse("red"), None);
        assert_eq!(Colour::parse("#12é"), None);
        assert!(Colour::parse("#17557f").unwrap().lightened(DARK_WASH, 7.0).contrast(DARK_WASH) >= 7.0);
    }
}
