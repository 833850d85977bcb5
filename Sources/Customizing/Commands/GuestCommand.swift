/// A script for the guest's shell, and what it may use while it runs.
struct GuestCommand: Sendable, Hashable {
    /// For `/bin/sh`, which ends at the first command that fails.
    var script: String
    /// `$1` and on.
    var arguments: [String] = []
    /// Exported; never written to the disk.
    var environment: [String: String] = [:]
    var network = false
    /// Directories of the guest in whose place the appliance's own lie, kept from step to step and never in the disk.
    var caches: [String] = []
    /// Whether Debian's way to say that no service may be started is needed.
    var keepsServicesDown = false
    /// Seconds.
    var limit = 3600
}

/// How a command ended.
struct GuestCommandResult: Sendable, Hashable {
    let status: Int32
    /// The last of standard output and error, as they came.
    let output: String
    /// Whether it had to be ended because its time was up.
    let wasLate: Bool
}
