import DiskFormats
import Host
import Offload

/// A sparse disk of 2 GiB in qcow2.xz made a disk of ours: by us, and by xz and qemu-img by way of a file.
struct ImportContest: Sendable {
    private let directory: String
    private var packed: String { directory + "/disk.qcow2.xz" }
    private var output: String { directory + "/imported.qcow2" }

    /// 256 MiB of it are data, half of which compresses, as a system's files do.
    init(in directory: String) async throws {
        self.directory = directory
        complain("mayfly-bench: making a sparse disk of 2 GiB")
        let script = """
            cd '\(directory)'
            truncate -s 2G raw
            for i in 0 1 2 3; do
              head -c 32M /dev/urandom | dd of=raw bs=1M seek=$((i * 400)) conv=notrunc iflag=fullblock status=none
              head -c 24M /dev/urandom | base64 | head -c 32M |
                dd of=raw bs=1M seek=$((i * 400 + 100)) conv=notrunc iflag=fullblock status=none
            done
            qemu-img convert -f raw -O qcow2 raw disk.qcow2
            xz -1 -T0 disk.qcow2
            rm raw
            mkdir work
            """
        try await runTool("sh", ["-ec", script], package: "dash")
    }

    func compare(rounds: Int) async throws -> ImageReport.Comparison {
        var comparison = ImageReport.Comparison(
            .import, "a sparse 2 GiB disk, qcow2.xz, to qcow2", peer: "xz -dc and qemu-img convert")
        try await comparison.measure(rounds: rounds) {
            try FileSystem.remove(output)
        } ours: {
            _ = try await importDisk(from: packed, to: output, scratch: directory + "/work")
        } theirs: {
            let script = """
                xz -dc '\(packed)' >'\(directory)/unpacked'
                qemu-img convert -f qcow2 -O qcow2 '\(directory)/unpacked' '\(output)'
                rm '\(directory)/unpacked'
                """
            try await runTool("sh", ["-ec", script], package: "dash")
        }
        try FileSystem.remove(packed)
        try FileSystem.remove(output)
        return comparison
    }
}
