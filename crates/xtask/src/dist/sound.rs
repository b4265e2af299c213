//! A community is checked before a site is built of it: the site itself could only say that it cannot be used.

use crate::{place, process::shown, setup::Toolbox};
use anyhow::{Context, Result, bail};
use std::{path::Path, process::Stdio};

/// Prints what `guildhall check` finds in a community's folder; an error if the site could not use it.
pub fn check(toolbox: &Toolbox, folder: Option<&Path>) -> Result<()> {
    let Some(folder) = folder else { return Ok(()) };
    super::community(Some(folder))?;
    // The program itself, so that a finding looks the same here, with the path that the user knows.
    let mut check = toolbox.command("cargo");
    check.args(["run", "--quiet", "--package", "guildhall-cli", "--manifest-path"]);
    check.arg(place::root().join("Cargo.toml")).args(["--", "check"]).arg(folder);
    let status = check.stdin(Stdio::null()).status().with_context(|| format!("cannot start `{}`", shown(&check)))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(1) => {
            bail!("the community in `{}` cannot be used as it is; its errors are listed above", folder.display())
        }
        _ => bail!("`{}` failed ({status})", shown(&check)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Toolbox, check, place};
    use std::fs;

    #[test]
    fn a_community_with_an_error_is_not_built() {
        let toolbox = Toolbox::ready(&[]).unwrap();
        let sample = place::root().join("www/community");
        check(&toolbox, Some(&sample)).unwrap();
        let folder = place::target().join("broken-community");
        for name in ["charter.json", "catalogue.json"] {
            let text = place::read(&sample.join(name)).unwrap();
            place::write(&folder.join(name), text.replace("\"graceDays\"", "\"grceDays\"")).unwrap();
        }
        let error = check(&toolbox, Some(&folder)).unwrap_err().to_string();
        assert!(error.contains("broken-community` cannot be used"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }
}
