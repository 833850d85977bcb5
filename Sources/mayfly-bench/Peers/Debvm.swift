import CLinux
import Glibc
import Host
import Mayfly
import Offload
import ShellWords

/// debvm: a Debian on a disk without partitions, booted by kernel and initrd, reached by ssh.
struct Debvm: Contestant {
    let plan: PeerPlan

    let name = "debvm"
    let way = "debvm-run on a debvm-create image; ssh, asked again until it answers"
    var changes: [String] {
        let always = [
            "-snapshot, -m and -smp: a disk as it was made, and the fixture's size (by itself 1 GiB and all CPUs)"
        ]
        guard plan.accelerator == .tcg else { return always }
        return always + [
            "-machine accel=tcg \((plan.emulation).joined(separator: " ")): it takes KVM and -cpu host where /dev/kvm can be written"
        ]
    }
    var notes: [String] {
        [
            "It reads kernel and initrd out of the image and gives them to QEMU: no firmware's boot menu, no boot loader. "
                + "The disk is virtio without a partition table; the guest has no cloud-init and is not resized.",
            "Counted until sshd has answered, not until the system is up.",
        ]
    }

    func prepare() async throws -> PeerFacts {
        for (program, package) in [("debvm-run", "debvm"), ("ssh", "openssh-client"), ("mmdebstrap", "mmdebstrap")] {
            guard FileSystem.program(program) != nil else { throw PeerObstacle.missing(program, package: package) }
        }
        let image = try await image()
        return PeerFacts(
            version: try await packageVersion("debvm"), kernel: image.kernel ?? "unknown", image: image.cost)
    }

    private func image() async throws -> PeerImage {
        try await PeerImage.prepared("debvm-\(plan.suite)-\(plan.kernel)", in: plan.directory) { directory in
            try await PeerLaunch("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", directory + "/key"]).succeed()
            try await PeerLaunch("debvm-create", creation(in: directory)).succeed()
        }
    }

    func creation(in directory: String) -> [String] {
        ["-r", plan.suite, "-k", directory + "/key.pub", "-o", directory + "/root.ext4", "--"]
            + ["--include=\(plan.kernel)", "--customize-hook=copy-out /boot \(directory.shellQuoted)"] + plan.mirrors
    }

    /// QEMU takes the last of several: ours come after the tool's.
    func start(of image: String, port: UInt16) -> [String] {
        let accelerator = plan.accelerator == .tcg ? ["-machine", "accel=tcg"] : []
        return ["-i", image, "-s", "\(port)", "--", "-snapshot"] + accelerator + plan.emulation
            + ["-m", "\(plan.memory)M", "-smp", "\(plan.processors)"]
    }

    /// A guest that does not answer must be asked anew: user networking answers in its place, then waits for ever longer.
    func ssh(key: String, port: UInt16, patience: Int) -> [String] {
        let options = [
            "BatchMode=yes", "IdentitiesOnly=yes", "UserKnownHostsFile=/dev/null", "StrictHostKeyChecking=no",
            "LogLevel=ERROR", "ConnectTimeout=\(patience)",
        ]
        return ["-F", "none", "-i", key] + options.flatMap { ["-o", $0] } + ["-p", "\(port)", "root@127.0.0.1", "true"]
    }

    func boot() async throws -> PeerSample {
        let image = try await image()
        guard let ssh = FileSystem.program("ssh") else { throw PeerObstacle.missing("ssh", package: "openssh-client") }
        return try await withPeerDirectory { directory in
            let port = try freePort()
            var launch = PeerLaunch("debvm-run", start(of: image.path + "/root.ext4", port: port))
            launch.environment["TMPDIR"] = directory
            return try await PeerProcess.with(launch) { process in
                try await withinLimit(of: plan, process) {
                    let began = ContinuousClock.now
                    while true {
                        let patience = ContinuousClock.now - began < .seconds(90) ? 2 : 15
                        let arguments = self.ssh(key: image.path + "/key", port: port, patience: patience)
                        let result = try await Child.run(ssh, arguments, limit: .seconds(60))
                        if result.end == .exited(0) { return process.sample() }
                        try Task.checkCancellation()
                        guard !process.hasEnded else {
                            throw PeerObstacle("debvm-run ended before ssh was answered", output: process.output)
                        }
                        try await Task.sleep(for: .milliseconds(50))
                    }
                }
            }
        }
    }
}

/// A port of the loopback that nobody has at this moment.
private func freePort() throws(SystemError) -> UInt16 {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = Descriptor(owning: try retrying("socket") { socket(AF_INET, type, 0) })
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let raw = descriptor.raw
    try withUnsafeMutableBytes(of: &address) { bytes throws(SystemError) in
        let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
        try retrying("bind") { bind(raw, pointer, length) }
        try retrying("getsockname") { pointer.map { getsockname(raw, $0, &length) } ?? -1 }
    }
    return UInt16(bigEndian: address.sin_port)
}
