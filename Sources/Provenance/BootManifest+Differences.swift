extension BootManifest {
    /// One thing that is another now; nil is what was not there.
    package struct Difference: Sendable, Hashable, Codable, CustomStringConvertible {
        /// Such as `kernel /boot/vmlinuz`.
        package var subject: String
        package var before: String?
        package var now: String?

        package var description: String {
            switch (before, now) {
            case (let before?, let now?): "\(subject): was \(before), is \(now)"
            case (let before?, nil): "\(subject): \(before) is not there any more"
            case (nil, let now?): "\(subject): \(now) is new"
            case (nil, nil): subject
            }
        }
    }

    /// What is known to differ before a machine starts: of the files, the kernel's words, QEMU and the host.
    package func differencesBefore(_ now: BootManifest) -> [Difference] {
        var differences = fileDifferences(now)
        func compare(_ subject: String, _ before: String?, _ now: String?) {
            if before != now { differences.append(Difference(subject: subject, before: before, now: now)) }
        }
        compare("the kernel's release", release, now.release)
        compare("the kernel's command line", kernelArguments, now.kernelArguments)
        compare("QEMU's version", emulator.version, now.emulator.version)
        compare("the accelerator", accelerator, now.accelerator)
        compare("the seed", seeds.seed.map { "\($0)" }, now.seeds.seed.map { "\($0)" })
        compare("the machine's clock", seeds.clock, now.seeds.clock)
        compare("the host's architecture", host.architecture, now.host.architecture)
        compare("the host's processor", host.processor, now.host.processor)
        compare("the host's number of processors", "\(host.processors)", "\(now.host.processors)")
        compare("the host's kernel", host.kernel, now.host.kernel)
        return differences
    }

    /// What differs in QEMU's arguments, but for what is drawn for each machine and where our files lie.
    package func argumentDifferences(_ now: BootManifest) -> [Difference] {
        let (before, after) = (EmulatorOptions(emulator.commandLine), EmulatorOptions(now.emulator.commandLine))
        return before.options.filter { !after.options.contains($0) }
            .map { Difference(subject: "QEMU's arguments", before: $0, now: nil) }
            + after.options.filter { !before.options.contains($0) }
            .map { Difference(subject: "QEMU's arguments", before: nil, now: $0) }
    }

    private func fileDifferences(_ now: BootManifest) -> [Difference] {
        var rest = now.files
        var differences: [Difference] = []
        for file in files {
            // Copies and disks may be several. What is no copy our store may keep elsewhere now.
            let place =
                rest.firstIndex { $0.isSame(as: file) }
                ?? rest.firstIndex { other in
                    other.role == file.role && other.role != .copy && !files.contains { $0.isSame(as: other) }
                }
            let other = place.map { rest.remove(at: $0) }
            if other?.sha256 != file.sha256 {
                differences.append(
                    Difference(
                        subject: file.subject, before: "sha256 \(file.sha256)", now: other.map { "sha256 \($0.sha256)" }
                    )
                )
            }
        }
        return differences + rest.map { Difference(subject: $0.subject, before: nil, now: "sha256 \($0.sha256)") }
    }
}

extension BootFile {
    fileprivate var subject: String { "\(role.name) \(path)" }

    fileprivate func isSame(as other: BootFile) -> Bool { role == other.role && path == other.path }
}

extension BootFile.Role {
    fileprivate var name: String {
        switch self {
        case .deviceTree: "device tree"
        case .copy: "file for the guest"
        case .variables: "firmware's variables"
        default: rawValue
        }
    }
}
