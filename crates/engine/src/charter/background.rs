//! What members may say of themselves: each once, and in words.

use super::CharterFile;
use crate::finding::Finding;

/// Everything wrong with the backgrounds of a charter.
pub(super) fn check(file: &CharterFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, background) in file.backgrounds.iter().enumerate() {
        if file.backgrounds.iter().take(index).any(|before| before.id == background.id) {
            let message = format!("the identifier `{}` stands twice in `backgrounds`", background.id);
            findings.push(Finding::error(
                "duplicate-id",
                format!("$.backgrounds[{index}].id"),
                message,
                "give each its own",
            ));
        }
        if background.name.is_empty() {
            let path = format!("$.backgrounds[{index}].name");
            findings.push(Finding::error("empty-name", path, "the name is empty", "write it as members would say it"));
        }
    }
    findings
}
