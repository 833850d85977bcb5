import CGuestfs

extension Appliance {
    /// The most that a script may be long: Linux takes 128 KiB as one argument.
    package static let longestScript = 120 << 10

    /// Runs a script by the appliance's own shell, outside the guest, whose root directory is `/sysroot`; returns what it
    /// prints.
    ///
    /// One call does the work of many: each costs a round trip through an emulated serial port. Devices have the
    /// names of the appliance's kernel here. libguestfs documents the call (`guestfs_debug`) as one for exploring, but has
    /// had it since its first year; whoever uses it keeps to plain commands.
    package func shell(_ script: String) async throws(GuestfsError) -> String {
        try await text("debug sh") { handle in
            withCStrings([script]) { guestfs_debug(handle, "sh", UnsafeMutablePointer(mutating: $0)) }
        }
    }
}
