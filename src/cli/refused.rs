//! What clap answers instead of arguments: help, the version, and usage errors.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::ErrorKind;

use super::{Cli, given};
use crate::args::Format;
use crate::commands::{self, typos};
use crate::error::Error;
use crate::ui::Ui;

/// Help and version texts, which clap reports as errors too, and usage errors.
pub fn refuse(error: clap::Error, args: &[OsString]) -> ExitCode {
    let mut program = Cli::command();
    program.build();
    let error = typos::with_tip(error, args, &given::line(args), &program);
    let format = asked_format(args);
    let own = || args.iter().take_while(|arg| *arg != "--");
    let is_verbose = own().any(|arg| ["--verbose", "-v", "-Vv", "-vV"].iter().any(|it| arg == it));
    if error.kind() == ErrorKind::DisplayVersion && (is_verbose || format == Format::Json) {
        let ui = Ui::new(format, false, true);
        return ui.finish(commands::version::show(&ui)).code().into();
    }
    if format != Format::Text && error.use_stderr() {
        Ui::new(format, false, false).misuse(&error);
    } else {
        let printed = error.print().err().filter(|it| it.kind() != io::ErrorKind::BrokenPipe);
        // A failure to say what is wrong cannot be reported anymore.
        if let Some(failed) = printed.filter(|_| !error.use_stderr()) {
            let failed = Error::failed("stdout cannot be written").because(failed);
            return Ui::new(format, false, false).finish(Err(failed)).code().into();
        }
    }
    u8::try_from(error.exit_code()).unwrap_or(2).into()
}

/// The format that the arguments ask for, as far as they can be read.
pub fn asked_format(args: &[OsString]) -> Format {
    let own = || args.iter().take_while(|arg| *arg != "--");
    let asks = |name: &str| {
        own().zip(own().skip(1)).any(|(option, value)| option == "--format" && value == name)
            || own().any(|arg| *arg == format!("--format={name}")[..])
    };
    match () {
        () if asks("json") => Format::Json,
        () if asks("github") => Format::Github,
        #[cfg(feature = "aws")]
        () if asks("sarif") => Format::Sarif,
        () => Format::Text,
    }
}
