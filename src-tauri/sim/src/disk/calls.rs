//! The system calls that reach the disk, and the ways in which each may fail.

/// One of them.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) name: &'static str,
    /// In strace's words.
    pub(super) failures: &'static [&'static str],
    /// So many of its calls in one part of the day stand for all of them.
    pub(super) most: usize,
}

const IO: &str = "error=EIO";
const FULL: &str = "error=ENOSPC";
const DENIED: &str = "error=EACCES";
const NO_FILES: &str = "error=EMFILE";
const NO_MEMORY: &str = "error=ENOMEM";
/// The system takes not one byte and reports no error.
const NOTHING_TAKEN: &str = "retval=0";

/// The reserve is 512 writes of one loop.
const OF_ONE_LOOP: usize = 8;

/// Not `fcntl`: SQLite takes every failed lock for another program's and waits for it, five seconds
/// of real time, again and again; that is F22.
pub(super) static ALL: [Call; 15] = [
    call("openat", &[IO, FULL, DENIED, NO_FILES]),
    call("mkdir", &[IO, FULL, DENIED]),
    call("chmod", &[IO, DENIED]),
    call("flock", &[IO]),
    call("newfstatat", &[IO]),
    call("statfs", &[IO]),
    call("pread64", &[IO]),
    call("pwrite64", &[IO, FULL, NOTHING_TAKEN]),
    Call {
        most: OF_ONE_LOOP,
        ..call("write", &[IO, FULL, NOTHING_TAKEN])
    },
    call("fsync", &[IO, FULL]),
    call("fdatasync", &[IO, FULL]),
    call("ftruncate", &[IO]),
    call("fchown", &[DENIED]),
    call("mmap", &[NO_MEMORY]),
    call("unlink", &[IO, DENIED]),
];

const fn call(name: &'static str, failures: &'static [&'static str]) -> Call {
    Call {
        name,
        failures,
        most: usize::MAX,
    }
}

/// The call in a line of strace's log, such as `4711 fsync(5) = 0`.
pub(super) fn of_line(line: &str) -> Option<&'static Call> {
    let (_, rest) = line.split_once(' ')?;
    let name = rest.trim_start().split('(').next()?;
    ALL.iter().find(|call| call.name == name)
}
