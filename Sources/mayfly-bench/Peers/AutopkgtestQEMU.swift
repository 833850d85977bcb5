import Glibc
import Host
import Mayfly
import Offload
import ShellWords

/// autopkgtest-virt-qemu: a Debian with a root shell on a console, reached through a directory shared by 9p.
struct AutopkgtestQEMU: Contestant {
    let plan: PeerPlan

    let name = "autopkgtest-virt-qemu"
    let way = "its virtualisation server's protocol: open, print-execute-command, then that command with `true`"
    var changes: [String] {
        [
            "-readconfig with kernel, initrd and command line: the image, made by debvm-create and autopkgtest's own "
                + "setup-testbed, has no boot loader (autopkgtest-build-qemu needs vmdb2 and root)"
        ]
            + (plan.accelerator == .kvm
                ? []
                : ["accel=tcg there, and \(plan.emulation.joined(separator: " ")): it takes KVM where /dev/kvm exists"])
    }
    var notes: [String] {
        [
            "It shares files by 9p, which Debian's cloud kernel lacks: \(plan.fullKernel) whatever the fixture's kernel is.",
            "It waits for the login prompt, sleeps 3 s, and sets up its shell; three commands have run in the guest by "
                + "the time it says that the testbed is open.",
            "An image of autopkgtest-build-qemu would start GRUB and wait for its menu first.",
        ]
    }

    func prepare() async throws -> PeerFacts {
        for (program, package) in [
            ("autopkgtest-virt-qemu", "autopkgtest"), ("debvm-create", "debvm"), ("mmdebstrap", "mmdebstrap"),
            ("qemu-img", "qemu-utils"),
        ] {
            guard FileSystem.program(program) != nil else { throw PeerObstacle.missing(program, package: package) }
        }
        guard FileSystem.exists(Self.setup) else {
            throw PeerObstacle("\(Self.setup) is missing: apt-get install --reinstall autopkgtest")
        }
        let image = try await image()
        return PeerFacts(
            version: try await packageVersion("autopkgtest"), kernel: image.kernel ?? "unknown", image: image.cost)
    }

    private static let setup = "/usr/share/autopkgtest/setup-commands/setup-testbed"

    private func image() async throws -> PeerImage {
        try await PeerImage.prepared("autopkgtest-\(plan.suite)-\(plan.fullKernel)", in: plan.directory) { directory in
            var launch = PeerLaunch("debvm-create", creation(in: directory))
            launch.environment["AUTOPKGTEST_KEEP_APT_SOURCES"] = "1"
            try await launch.succeed()
        }
    }

    func creation(in directory: String) -> [String] {
        // Without debvm's login by itself: the tool waits for a prompt.
        ["-r", plan.suite, "-s", "autologin", "-o", directory + "/root.ext4", "--"]
            + ["--include=\(plan.fullKernel),python3", "--customize-hook=\(Self.setup) \"$1\""]
            + ["--customize-hook=copy-out /boot \(directory.shellQuoted)"] + plan.mirrors
    }

    /// QEMU's own file of options: a command line of several words does not pass through the tool, which splits at blanks.
    func settings(kernel: String, initrd: String) -> String {
        let machine = [
            ("kernel", kernel), ("initrd", initrd), ("append", "root=LABEL=debvm ro console=ttyS0"),
        ]
        let accelerator = plan.accelerator == .tcg ? [("accel", "tcg")] : []
        return "[machine]\n" + (machine + accelerator).map { "  \($0.0) = \"\($0.1)\"\n" }.joined()
    }

    func start(of image: String, settings: String) -> [String] {
        let options = plan.emulation + ["-readconfig", settings]
        return [
            "--ram-size=\(plan.memory)", "--cpus=\(plan.processors)",
            "--timeout-reboot=\(plan.limit.components.seconds)",
            "--qemu-options=\(options.joined(separator: " "))", image,
        ]
    }

    func boot() async throws -> PeerSample {
        let image = try await image()
        guard let kernel = image.kernel else {
            throw PeerObstacle("\(image.path)/boot holds no kernel: remove that image")
        }
        return try await withPeerDirectory { directory in
            let (settings, requests) = (directory + "/boot.cfg", directory + "/requests")
            let text = self.settings(
                kernel: image.path + "/boot/vmlinuz-" + kernel, initrd: image.path + "/boot/initrd.img-" + kernel)
            try FileSystem.write(Array(text.utf8), to: settings, synced: false)
            try retrying("mkfifo", requests) { mkfifo(requests, 0o600) }
            // Opened for both, so that neither side waits for the other.
            let pipe = Descriptor(owning: try retrying("open", requests) { open(requests, O_RDWR | O_CLOEXEC) })
            var launch = PeerLaunch("autopkgtest-virt-qemu", start(of: image.path + "/root.ext4", settings: settings))
            launch.environment["TMPDIR"] = directory
            launch.input = requests
            launch.errors = directory + "/errors"
            let errors = directory + "/errors"
            return try await PeerProcess.with(launch) { process in
                try await withinLimit(of: plan, process) {
                    do {
                        return try await converse(process, try DescriptorStream(pipe))
                    } catch let obstacle as PeerObstacle {
                        let said = (FileSystem.text(errors) ?? "").split(separator: "\n").map(String.init)
                        throw PeerObstacle(obstacle.description, output: said)
                    }
                }
            }
        }
    }

    private func converse(_ process: PeerProcess, _ requests: DescriptorStream) async throws -> PeerSample {
        var replies = process.lines.makeAsyncIterator()
        _ = try VirtServer.words(ofReply: try Self.reply(await replies.next()))
        try await requests.write(VirtServer.Request.open.line)
        _ = try VirtServer.words(ofReply: try Self.reply(await replies.next()))
        try await requests.write(VirtServer.Request.printExecuteCommand.line)
        let command = try VirtServer.executeCommand(ofReply: try Self.reply(await replies.next()))
        let result = try await Child.run(command[0], command.dropFirst() + ["true"], limit: plan.limit)
        guard result.end == .exited(0) else {
            throw PeerObstacle("`true` in its guest: \(result.end)", output: [result.output])
        }
        let sample = process.sample()
        try await requests.write(VirtServer.Request.quit.line)
        _ = try? await withDeadline(.seconds(20)) { try await process.wait() }
        return sample
    }

    private static func reply(_ line: String?) throws -> String {
        if let line { return line }
        try Task.checkCancellation()
        throw PeerObstacle("autopkgtest-virt-qemu ended before its testbed was open")
    }
}
