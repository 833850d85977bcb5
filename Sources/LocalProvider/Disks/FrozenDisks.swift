/// Disks that are never written again: those of a template.
struct FrozenDisks: Sendable, Hashable {
    struct Disk: Sendable, Hashable {
        /// The qcow2 file.
        let path: String
        /// An overlay over it that nothing was written to.
        let emptyOverlay: String
    }

    /// Whose they are.
    let directory: String
    let disks: [String: Disk]
    /// What they lie on themselves.
    var bases: [String] = []
}
