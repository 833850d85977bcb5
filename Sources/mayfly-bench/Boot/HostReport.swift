import Glibc
import Host
import Libvirt
import LibvirtDaemon
import Offload

/// On what a benchmark ran: figures of two hosts cannot be compared.
struct HostReport: Encodable, Sendable {
    let cores: Int
    /// As `uname -r` says.
    let kernel: String
    let qemu: String
    let libvirt: String
    /// Whether the compiler optimized us.
    let build: String
    /// The load average of the last minute, when the rounds were over.
    let load: Double

    static func ofThisHost(emulator: String) async throws -> HostReport {
        let words = try await Child.run(emulator, ["--version"], limit: .seconds(10)).output
        let daemon = PrivateDaemon(directories: .ofThisUser, identity: await .probe())
        let connection = try await daemon.connect()
        let version = try await connection.libraryVersion()
        await connection.close()
        var load = [0.0]
        getloadavg(&load, 1)
        return HostReport(
            cores: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            kernel: (FileSystem.text("/proc/sys/kernel/osrelease") ?? "").filter { $0 != "\n" },
            qemu: words.split(separator: "\n").first.map(String.init) ?? "unknown",
            libvirt: "\(version / 1_000_000).\(version / 1000 % 1000).\(version % 1000)", build: buildKind,
            load: load[0])
    }

    var text: String { "\(cores) cores, \(qemu), libvirt \(libvirt), \(build) build, load \(load)" }
}
