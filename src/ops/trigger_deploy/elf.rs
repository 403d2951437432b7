//! What a program for Linux needs of the system that it runs on.
//!
//! Sources: System V ABI, chapters "Object Files" and "Program Loading and Dynamic Linking"; Linux
//! Standard Base, "Symbol Versioning".

use std::ops::Range;

/// A version of glibc: major and minor.
pub type Glibc = (u32, u32);

/// A 64-bit program, as its headers describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// By AWS's names: `x86_64` or `arm64`.
    pub architecture: &'static str,
    /// The dynamic loader; `None` for a static program.
    pub loader: Option<String>,
    /// The oldest version of glibc that it runs with; `None` if any, or none at all.
    pub glibc: Option<Glibc>,
    pub libraries: Vec<String>,
}

const LOAD: u32 = 1;
const DYNAMIC: u32 = 2;
const INTERPRETER: u32 = 3;
const NEEDED: u64 = 1;
const STRINGS: u64 = 5;
const NEEDED_VERSIONS: u64 = 0x6fff_fffe;
const NEEDED_COUNT: u64 = 0x6fff_ffff;

/// Packed relocations have no version of their own; this is the first glibc that knows them.
const PACKED_RELOCATIONS: (&str, Glibc) = ("GLIBC_ABI_DT_RELR", (2, 36));

/// A part of the file, and where it is in memory.
struct Segment {
    kind: u32,
    file: Range<usize>,
    address: u64,
}

impl Program {
    /// None for what is not a program for a processor of Lambda.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        // 64 bits, little-endian.
        if !bytes.starts_with(b"\x7fELF\x02\x01") {
            return None;
        }
        let architecture = match half(bytes, 18)? {
            62 => "x86_64",
            183 => "arm64",
            _ => return None,
        };
        let segments = segments(bytes)?;
        let of = |kind: u32| segments.iter().find(|it| it.kind == kind)?.of(bytes);
        let loader = of(INTERPRETER).map(|path| text(path, 0)).unwrap_or_default();
        let dynamic = of(DYNAMIC).unwrap_or_default();
        let linked = Linked { bytes, segments: &segments, dynamic };
        let glibc = linked.glibc().into_iter().max();
        Some(Self { architecture, loader, glibc, libraries: linked.libraries() })
    }
}

impl Segment {
    fn of<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        bytes.get(self.file.clone())
    }
}

fn segments(bytes: &[u8]) -> Option<Vec<Segment>> {
    let (table, size, count) = (long(bytes, 32)?, half(bytes, 54)?, half(bytes, 56)?);
    let segment = |index: u16| {
        let at =
            usize::try_from(table).ok()?.checked_add(usize::from(index) * usize::from(size))?;
        let begin = usize::try_from(long(bytes, at.checked_add(8)?)?).ok()?;
        let length = usize::try_from(long(bytes, at.checked_add(32)?)?).ok()?;
        Some(Segment {
            kind: word(bytes, at)?,
            file: begin..begin.checked_add(length)?,
            address: long(bytes, at.checked_add(16)?)?,
        })
    };
    (0..count).map(segment).collect()
}

/// What a program says to the dynamic loader.
struct Linked<'a> {
    bytes: &'a [u8],
    segments: &'a [Segment],
    dynamic: &'a [u8],
}

impl Linked<'_> {
    fn entries(&self, tag: u64) -> impl Iterator<Item = u64> {
        let places = (0..self.dynamic.len() / 16).map(|index| index * 16);
        let of_tag = places.filter(move |at| long(self.dynamic, *at) == Some(tag));
        of_tag.filter_map(|at| long(self.dynamic, at + 8))
    }

    /// Where in the file an address is.
    fn place(&self, address: u64) -> Option<usize> {
        let inside = |it: &&Segment| {
            it.kind == LOAD
                && (it.address..it.address.saturating_add(it.file.len() as u64)).contains(&address)
        };
        let segment = self.segments.iter().find(inside)?;
        Some(segment.file.start + usize::try_from(address - segment.address).ok()?)
    }

    fn strings(&self) -> Option<usize> {
        self.place(self.entries(STRINGS).next()?)
    }

    fn libraries(&self) -> Vec<String> {
        let Some(strings) = self.strings() else { return Vec::new() };
        let names = self.entries(NEEDED).filter_map(|name| usize::try_from(name).ok());
        names.filter_map(|name| text(self.bytes, strings.checked_add(name)?)).collect()
    }

    /// The versions of glibc that its symbols need.
    fn glibc(&self) -> Vec<Glibc> {
        let libraries = self.entries(NEEDED_VERSIONS).next().and_then(|it| self.place(it));
        let (Some(strings), Some(libraries)) = (self.strings(), libraries) else {
            return Vec::new();
        };
        let names = needed(self.bytes, libraries, self.entries(NEEDED_COUNT).next().unwrap_or(0));
        let names =
            names.into_iter().filter_map(|name| text(self.bytes, strings.checked_add(name)?));
        names.filter_map(|name| version(&name)).collect()
    }
}

/// The names of the versions, by their places in the string table: a list of libraries, each with
/// a list of versions.
fn needed(bytes: &[u8], first: usize, count: u64) -> Vec<usize> {
    let (mut names, mut library) = (Vec::new(), first);
    for _ in 0..count.min(1000) {
        let (Some(versions), Some(begin), Some(next)) =
            (half(bytes, library + 2), word(bytes, library + 8), word(bytes, library + 12))
        else {
            break;
        };
        let mut at = library.saturating_add(begin as usize);
        for _ in 0..versions {
            let (Some(name), Some(step)) = (word(bytes, at + 8), word(bytes, at + 12)) else {
                break;
            };
            names.push(name as usize);
            at = at.saturating_add(step as usize);
        }
        library = library.saturating_add(next as usize);
    }
    names
}

/// `GLIBC_2.34` is 2.34.
fn version(name: &str) -> Option<Glibc> {
    if name == PACKED_RELOCATIONS.0 {
        return Some(PACKED_RELOCATIONS.1);
    }
    let mut numbers = name.strip_prefix("GLIBC_")?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn text(bytes: &[u8], at: usize) -> Option<String> {
    let rest = bytes.get(at..)?;
    let end = memchr::memchr(0, rest)?;
    Some(String::from_utf8_lossy(&rest[..end]).into_owned())
}

fn part<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    part(bytes, at).map(u16::from_le_bytes)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    part(bytes, at).map(u32::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    part(bytes, at).map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What readelf says of a program of this system.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_real_program_is_read() {
        let bytes = std::fs::read("/proc/self/exe").unwrap();
        let program = Program::read(&bytes).unwrap();
        let own = if cfg!(target_arch = "x86_64") { "x86_64" } else { "arm64" };
        assert_eq!(program.architecture, own);
        if let Some(loader) = &program.loader {
            assert!(loader.contains("/ld-"), "{loader}");
        }
        let needs_libc = program.libraries.iter().any(|name| name.starts_with("libc."));
        assert_eq!(needs_libc, program.loader.is_some(), "{:?}", program.libraries);
        let mut names: Vec<_> = memchr::memmem::find_iter(&bytes, b"\0GLIBC_")
            .filter_map(|at| version(&text(&bytes, at + 1)?))
            .collect();
        names.sort_unstable();
        assert!(program.glibc <= names.last().copied(), "{:?} {names:?}", program.glibc);
        assert_eq!(program.glibc.is_some(), !names.is_empty());
    }

    /// A program that is linked to another library.
    #[cfg(target_os = "linux")]
    #[test]
    fn libraries_are_named() {
        let mut bytes = std::fs::read("/proc/self/exe").unwrap();
        let (there, other) = (b"\0libc.so.6\0", b"\0libpq.so.\0");
        let places: Vec<usize> = memchr::memmem::find_iter(&bytes, there).collect();
        for at in &places {
            bytes[*at..at + other.len()].copy_from_slice(other);
        }
        let libraries = Program::read(&bytes).unwrap().libraries;
        assert_eq!(
            libraries.contains(&"libpq.so.".to_owned()),
            !places.is_empty(),
            "{libraries:?}"
        );
    }

    #[test]
    fn anything_else_is_nothing() {
        let bytes = std::fs::read("/proc/self/exe").unwrap_or_default();
        assert_eq!(Program::read(b"#!/bin/sh\n"), None);
        // Cut off and bent anywhere, it is read without a panic.
        for at in 0..256.min(bytes.len()) {
            Program::read(&bytes[..at]);
            let mut bent = bytes[..bytes.len().min(1 << 16)].to_vec();
            bent[at] ^= 0xff;
            Program::read(&bent);
        }
    }

    #[test]
    fn names_of_versions() {
        assert_eq!(version("GLIBC_2.34"), Some((2, 34)));
        assert_eq!(version("GLIBC_2.2.5"), Some((2, 2)));
        assert_eq!(version("GLIBC_ABI_DT_RELR"), Some((2, 36)));
        assert_eq!(version("GLIBC_PRIVATE"), None);
        assert_eq!(version("GCC_3.0"), None);
    }
}
