import CGuestfs

extension Appliance {
    /// Adds a disk that is made here, before the launch: `/dev/sda`, then `/dev/sdb` and so on.
    package func addNewDisk(_ path: String, format: String, size: Int64) async throws(GuestfsError) {
        try await call("add_drive") { mayfly_guestfs_add_new_disk($0, path, format, size) }
    }

    /// Adds a disk that is there, to be changed; what it no longer uses is given back to the host.
    package func addDisk(_ path: String, format: String) async throws(GuestfsError) {
        try await call("add_drive") { mayfly_guestfs_add_disk($0, path, format) }
    }

    /// Adds a disk that is there, not to be written.
    package func addDisk(readOnly path: String, format: String) async throws(GuestfsError) {
        try await call("add_drive") { mayfly_guestfs_add_disk_read_only($0, path, format) }
    }

    /// Adds a disk that another process serves by NBD at a socket of this host. What is written is in that process when the
    /// appliance has flushed it, not on the host's disk.
    package func addDisk(servedAt socket: String) async throws(GuestfsError) {
        try await call("add_drive") { mayfly_guestfs_add_served_disk($0, socket) }
    }

    /// Makes a partition table of the kind GPT.
    package func makePartitionTable(_ device: String) async throws(GuestfsError) {
        try await call("part_init") { guestfs_part_init($0, device, "gpt") }
    }

    /// Adds the next partition: its first and last sector of 512 bytes (negative: from the end), type and identity.
    package func addPartition(
        _ number: Int32, of device: String, sectors: (first: Int64, last: Int64), type: String, identity: String,
        name: String
    ) async throws(GuestfsError) {
        try await call("part_add") { guestfs_part_add($0, device, "primary", sectors.first, sectors.last) }
        try await call("part_set_gpt_type") { guestfs_part_set_gpt_type($0, device, number, type) }
        try await call("part_set_gpt_guid") { guestfs_part_set_gpt_guid($0, device, number, identity) }
        try await call("part_set_name") { guestfs_part_set_name($0, device, number, name) }
    }

    package func makeExt4(_ device: String, label: String, identity: String) async throws(GuestfsError) {
        try await call("mke2fs") { mayfly_guestfs_make_ext4($0, device, label, identity) }
    }

    package func makeFAT(_ device: String, label: String) async throws(GuestfsError) {
        try await call("mkfs") { mayfly_guestfs_make_fat($0, device, label) }
    }
}
