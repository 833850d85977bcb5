import CLinux
import Digests
import DomainXML
import Glibc
import Host
import Images
import KubeVirt
import Lifecycle
import LocalProvider
package import Machines
import Offload
package import Provenance

extension BootManifest {
    /// What a boot is made of, as its machine is made and before it starts: reads all files.
    package init(_ boot: Boot, kernel: KernelFiles, machine: Machine) async throws(MachineError) {
        let annotations = try? Annotations(machine.vmi.metadata)
        let uefi = try Firmware.choice(for: machine.vmi).map { (code: $0.loader, variables: $0.template) }
        let named = boot.files(kernel, of: machine.vmi, uefi: uefi)
        let files: [BootFile]
        do throws(SystemError) {
            files = try await blocking { () throws(SystemError) in
                try named.map { role, path throws(SystemError) in
                    BootFile(role, path: path, sha256: try Self.digest(of: path))
                }
            }
        } catch {
            throw MachineError(.invalidInput, "the manifest cannot be written: \(error)")
        }
        self.init(
            run: machine.id, boot: BootRequest(boot, kernel: kernel.image), release: kernel.version,
            kernelArguments: boot.commandLine, files: files,
            emulator: BootEmulator(version: await Self.emulatorVersion(boot.machineArchitecture)),
            accelerator: machine.accelerator.rawValue,
            seeds: BootSeeds(seed: annotations?.fixedSeed, clock: annotations?.fixedClock?.scalarText), host: .current)
    }

    private static func digest(of path: String) throws(SystemError) -> String {
        let isTree = FileSystem.status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
        return isTree ? try InputDigest(memory: nil).of(path) : try Digest.ofFile(path)
    }

    /// The first line of what QEMU says of itself.
    private static func emulatorVersion(_ architecture: Architecture) async -> String? {
        guard let program = Emulator.path(for: architecture),
            let result = try? await Child.run(program, ["--version"], limit: .seconds(60)), result.end == .exited(0)
        else { return nil }
        return result.output.split(separator: "\n").first.map(String.init)
    }
}

extension Boot {
    /// The files of this host that its machine is made of; `uefi` is its program and what its variables begin as.
    func files(
        _ kernel: KernelFiles, of machine: VirtualMachineInstance, uefi: (code: String, variables: String)?
    ) -> [(role: BootFile.Role, path: String)] {
        let annotations = try? Annotations(machine.metadata)
        // Where QEMU may not read ours, the annotations name copies that are gone with the machine.
        var initramfs = annotations?.initrd
        if case .initrd(let path) = userspace { initramfs = path }
        let single: [(BootFile.Role, String?)] = [
            (.kernel, hasKernel ? kernel.image : nil), (.initramfs, initramfs),
            (.firmware, annotations?.firmware ?? uefi?.code), (.variables, uefi?.variables),
            (.deviceTree, annotations?.deviceTree),
        ]
        let disks = (machine.spec.volumes ?? []).compactMap { $0.hostDisk?.path }
        return single.compactMap { role, path in path.map { (role, $0) } } + disks.map { (.disk, $0) }
            + copies.map { (.copy, $0.source.fromRoot) }
    }
}

extension BootHost {
    /// This host.
    static var current: Self {
        let lines = FileSystem.text("/proc/cpuinfo")?.split(separator: "\n") ?? []
        let names = ["model name", "Model", "CPU part", "uarch", "cpu"]
        let model = names.lazy.compactMap { name in
            lines.first { $0.hasPrefix(name) && $0.drop { $0 != "\t" && $0 != ":" }.contains(":") }
        }.first.flatMap { $0.split(separator: ":", maxSplits: 1).last }
        let words = model?.split(separator: " ").joined(separator: " ") ?? ""
        return Self(
            architecture: Architecture.ofThisHost.rawValue, processor: words.isEmpty ? "unknown" : words,
            processors: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            kernel: (FileSystem.text("/proc/sys/kernel/osrelease") ?? "unknown").filter { !$0.isNewline })
    }
}
