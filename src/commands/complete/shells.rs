//! What goes into a shell's start file, and how candidates are written for it.

use std::ffi::OsString;
use std::io::{Result, Write};
use std::path::Path;

use clap_complete::Shell;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

pub(super) const NAME: &str = "cruddur-db";

/// The variable by which a shell's script asks for candidates: it names the shell.
pub(super) const VARIABLE: &str = "CRUDDUR_COMPLETE";

/// The shells. Those with a script of ours: bash splits words at `=` and `:`, zsh knows its words
/// behind the cursor too, and none of them should show an error.
pub(super) const SHELLS: Shells<'static> = Shells(&[
    &OwnScript { shell: &Bash, script: include_str!("cruddur-db.bash") },
    &OwnScript { shell: &Zsh, script: include_str!("cruddur-db.zsh") },
    &OwnScript { shell: &Fish, script: include_str!("cruddur-db.fish") },
    &Powershell,
    &Elvish,
]);

/// The script for a shell's start file, which asks the program whenever Tab is pressed.
pub fn script(shell: Shell) -> Result<Vec<u8>> {
    let mut script = Vec::new();
    if let Some(shell) = SHELLS.completer(&shell.to_string()) {
        shell.write_registration(VARIABLE, NAME, NAME, NAME, &mut script)?;
    }
    Ok(script)
}

struct OwnScript {
    shell: &'static dyn EnvCompleter,
    script: &'static str,
}

impl EnvCompleter for OwnScript {
    fn name(&self) -> &'static str {
        self.shell.name()
    }

    fn is(&self, name: &str) -> bool {
        self.shell.is(name)
    }

    fn write_registration(
        &self,
        _: &str,
        _: &str,
        _: &str,
        _: &str,
        out: &mut dyn Write,
    ) -> Result<()> {
        out.write_all(self.script.as_bytes())
    }

    fn write_complete(
        &self,
        program: &mut clap::Command,
        words: Vec<OsString>,
        directory: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<()> {
        self.shell.write_complete(program, words, directory, out)
    }
}
