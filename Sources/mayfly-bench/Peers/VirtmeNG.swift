import Host
import Mayfly
import Offload

/// virtme-ng: a kernel on the host's own files, shared with the guest; no distribution boots.
struct VirtmeNG: Contestant {
    let plan: PeerPlan

    let name = "virtme-ng"
    let way = "vng --run KERNEL --exec true"
    var changes: [String] {
        ["--memory and --cpus of the fixture (by itself 1G and all CPUs)"]
            + (plan.accelerator == .tcg
                ? ["--disable-kvm, which also means -cpu max and no microvm: it takes KVM where /dev/kvm can be opened"]
                : [])
    }
    var notes: [String] {
        [
            "No distribution boots: the guest's root is this host's, read by 9p, and its init is virtme-ng's own. It is the "
                + "floor for kernel and one command rather than a peer of a Debian.",
            "9p is missing in Debian's cloud kernel, and Debian \(plan.suite)'s virtiofsd does not suit it: "
                + "\(plan.fullKernel), unpacked, not installed.",
            "The end of the command is seen by the end of the tool: powering off is in the figures.",
        ]
    }

    func prepare() async throws -> PeerFacts {
        let program = try VirtmeCommand.program()
        guard FileSystem.program("mmdebstrap") != nil else {
            throw PeerObstacle.missing("mmdebstrap", package: "mmdebstrap")
        }
        let image = try await image()
        return PeerFacts(
            version: try await VirtmeCommand.version(program), kernel: image.kernel ?? "unknown", image: image.cost)
    }

    private func image() async throws -> PeerImage {
        try await PeerImage.prepared("kernel-\(plan.suite)-\(plan.fullKernel)", in: plan.directory) { directory in
            let archive = directory + "/packages.tar"
            try await PeerLaunch("mmdebstrap", creation(of: archive)).succeed()
            try await PeerLaunch("tar", ["-xf", archive, "-C", directory, "./boot", "./lib/modules"]).succeed()
            try FileSystem.remove(archive)
        }
    }

    /// Unpacked only: what the kernel's package needs to be installed does not matter.
    func creation(of archive: String) -> [String] {
        ["--variant=extract", "--include=\(plan.fullKernel)", "--format=tar", plan.suite, archive] + plan.mirrors
    }

    func command(of kernel: String) -> VirtmeCommand {
        VirtmeCommand(
            kernel: kernel, memory: plan.memory, processors: plan.processors, accelerator: plan.accelerator)
    }

    func boot() async throws -> PeerSample {
        let image = try await image()
        guard let kernel = image.kernel else {
            throw PeerObstacle("\(image.path)/boot holds no kernel: remove that image")
        }
        return try await withPeerDirectory { directory in
            // It finds the modules beside the kernel.
            var launch = PeerLaunch("vng", command(of: image.path + "/boot/vmlinuz-" + kernel).arguments)
            launch.environment["TMPDIR"] = directory
            return try await PeerProcess.with(launch) { process in
                let status = try await withinLimit(of: plan, process) { try await process.wait() }
                guard status == 0 else { throw PeerObstacle("vng exited with \(status)", output: process.output) }
                return process.sample()
            }
        }
    }
}
