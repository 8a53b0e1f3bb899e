//! How a link is shown: its text, and a picture of it for a camera.

use qrcode::{QrCode, render::unicode::Dense1x2};

use super::make::Made;
use crate::{output::Shown, terminal::Look};

/// A picture of a link for a camera, of half blocks; `None` if it is too long.
pub fn picture(link: &str) -> Option<String> {
    let code = QrCode::new(link).ok()?;
    // Terminals are dark more often than not, and a camera needs dark squares on light ground.
    Some(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}

impl Shown for Made {
    fn shown(&self, look: &Look) -> String {
        let before = match (self.was_made_before, self.is_waiting) {
            (false, _) => "",
            (true, true) => "You have made this link before: nothing was paid now. --again makes another one.\n\n",
            (true, false) => {
                "You have made this link before, and it was taken, or taken back: nothing was paid now, and it leads to \
                 nothing. --again makes another one.\n\n"
            }
        };
        let shows_qr = self.shows_qr && self.is_waiting;
        let picture = picture(&self.link).filter(|_| shows_qr).map(|picture| format!("\n\n{picture}"));
        let until = match self.deadline.filter(|_| self.is_waiting) {
            Some(deadline) => format!("Whoever has it can take the money, until {}.", look.zone.minute(deadline)),
            None => "Whoever has it can read the letter.".to_owned(),
        };
        format!("{before}{}{}\n\n{}", self.link, picture.unwrap_or_default(), look.dim(&until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_square_and_of_half_blocks() {
        let picture = picture(&format!("https://bmail.invalid/#/l/{}", "A".repeat(146))).unwrap();
        let lines: Vec<_> = picture.lines().collect();
        let width = lines[0].chars().count();
        assert!(lines.iter().all(|line| line.chars().count() == width));
        assert_eq!(lines.len(), width.div_ceil(2));
        assert!(picture.chars().all(|one| "█▀▄ \n".contains(one)));
    }
}
