//! Who is served first when the processors are busy.

/// From now on this thread, and every program it starts, takes what others leave.
///
/// Linux keeps the priority of each thread apart. Elsewhere it is the whole process's, and there
/// are no window tests to be kept waiting.
pub(super) fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(19) {
        println!("    the priority stays as it is: {error}");
    }
}
