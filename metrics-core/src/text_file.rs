//! Scrapes as files, for whoever collects metrics from a folder.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::error::Errors;
use crate::exposition::Format;
use crate::gather::{self, GatherError, Gatherer};

/// Scrapes, and replaces a file by the metrics in the text format (S52, J17).
///
/// Made for the text-file collector of Prometheus' node exporter. The metrics are written to a file
/// beside the target, which then takes its place: whoever reads it sees the old metrics or the new
/// ones, never a part. It is readable by all and writable by its owner (mode 0644).
///
/// ```no_run
/// use metrics_core::{Gauge, Registry, write_text_file};
///
/// let registry = Registry::new();
/// let last = registry.register(Gauge::named("backup_last_success_seconds", "When it last worked."))?;
/// last.set_to_current_time();
/// write_text_file("/var/lib/node_exporter/backup.prom", &registry)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If anything goes wrong in the scrape, or the file cannot be written. The target is untouched
/// then, and no other file is left behind.
pub fn write_text_file(
    path: impl AsRef<Path>,
    gatherer: &(impl Gatherer + ?Sized),
) -> Result<(), TextFileError> {
    let path = path.as_ref();
    let at = |path: &Path| {
        let path = path.to_owned();
        |error| TextFileError::Io { path, error }
    };
    // First of all, so that a folder that is not there costs no scrape.
    let (temporary, mut file) = Temporary::beside(path).map_err(at(path))?;
    let encoded = gather::encode_guarded(gatherer, Format::Text);
    encoded.errors.into_result().map_err(TextFileError::Scrape)?;
    file.write_all(&encoded.body).map_err(at(&temporary.path))?;
    readable_by_all(&file).map_err(at(&temporary.path))?;
    drop(file);
    temporary.replace(path).map_err(at(path))
}

/// Why a file of metrics was not written; see [`write_text_file`].
#[derive(Debug)]
#[non_exhaustive]
pub enum TextFileError {
    /// Something went wrong in the scrape.
    Scrape(Errors<GatherError>),
    /// The file could not be made, written or put in its place.
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl fmt::Display for TextFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scrape(errors) => errors.fmt(f),
            Self::Io { path, error } => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for TextFileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Scrape(errors) => Some(errors),
            Self::Io { error, .. } => Some(error),
        }
    }
}

/// A file that is removed when this is dropped.
struct Temporary {
    path: PathBuf,
    is_there: bool,
}

impl Temporary {
    /// A new file in the same folder.
    fn beside(path: &Path) -> io::Result<(Self, File)> {
        let Some(name) = path.file_name() else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"));
        };
        let mut attempt = 0_u32;
        loop {
            let mut temporary = name.to_owned();
            temporary.push(format!(".{}-{attempt}.tmp", process::id()));
            let temporary = path.with_file_name(temporary);
            match OpenOptions::new().write(true).create_new(true).open(&temporary) {
                Ok(file) => return Ok((Self { path: temporary, is_there: true }, file)),
                // Another thread's, or left behind by a process that was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 1000 => {
                    attempt += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Gives it the name of another file, which is gone then.
    fn replace(mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        // Its name is free for others now.
        self.is_there = false;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if self.is_there {
            // Whoever asked is told of something worse already.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn readable_by_all(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &File) -> io::Result<()> {
    Ok(())
}
