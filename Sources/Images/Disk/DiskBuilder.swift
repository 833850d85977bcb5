import Glibc
import Guestfs
import Host
import Offload

/// Makes a disk of a plan: the store's part is all the rest.
package protocol DiskBuilder: Sendable {
    /// Writes `directory/disk.qcow2` and returns when it is whole; the directory is the build's own, with a `tmp` in it.
    func build(
        _ request: DiskRequest, in directory: String, progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError)
}

/// The real builder: mmdebstrap for the packages, libguestfs for the disk.
package struct BootstrapDiskBuilder: DiskBuilder {
    private let settings: ApplianceSettings
    private let memory: ApplianceMemory

    /// - Parameters:
    ///   - forceEmulation: run libguestfs's appliance without KVM.
    ///   - cacheDirectory: where the appliance is kept.
    ///   - memory: what its memory is counted in.
    package init(
        forceEmulation: Bool, cacheDirectory: String, memory: ApplianceMemory = ApplianceMemory(nil)
    ) {
        self.memory = memory
        settings = ApplianceSettings(
            forceEmulation: forceEmulation, temporaryDirectory: "/tmp", cacheDirectory: cacheDirectory)
    }

    package func build(
        _ request: DiskRequest, in directory: String, progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws(ImageError) {
        if let obstacle = ApplianceKernel.obstacle() { throw obstacle }
        let layout = DiskLayout(key: request.key, architecture: request.plan.architecture)
        progress(BuildProgress(stage: .bootstrap, fraction: 0))
        let overlay = directory + "/overlay.tar"
        let helper = request.helper
        try await blocking { () throws(ImageError) in
            try GuestFiles(root: layout.rootFileSystem, architecture: request.plan.architecture).write(
                to: overlay, helper: helper.bytes())
        }
        let root = try await Bootstrap(plan: request.plan, directory: directory).run(overlay: overlay) {
            progress(BuildProgress(stage: .bootstrap, fraction: $0))
        }
        progress(BuildProgress(stage: .disk, fraction: 0))
        var settings = self.settings
        settings.temporaryDirectory = directory + "/tmp"
        do {
            let architecture = request.plan.architecture
            try await memory.held(for: "a distribution's disk", settings, progress: progress) { grant in
                try await withAppliance(settings.unprivileged()) { appliance in
                    try await appliance.makeDisk(
                        directory + "/disk.qcow2", layout, root: root, architecture: architecture, grant,
                        progress: progress)
                }
            }
        } catch let error as GuestfsError {
            throw Self.translate(error, directory)
        } catch let error as ImageError {
            throw error
        } catch {
            throw ImageError(.disk, "the disk cannot be made", cause: error)
        }
        unlink(root)
        unlink(overlay)
    }

    static func translate(_ error: GuestfsError, _ directory: String) -> ImageError {
        if error.isCancelled {
            return ImageError(.cancelled, "cancelled while the disk was made", cause: CancellationError())
        }
        if error.number == ENOSPC || error.description.contains("No space left on device") {
            return ImageError(
                .noSpace,
                "no space is left while the disk is made in \(directory). Free some, or set MAYFLY_CACHE_DIR to another "
                    + "directory; an image with more than \(DiskLayout.size >> 30) GiB of packages does not fit its disk.",
                cause: error)
        }
        if error.call == "launch" {
            return ImageError(
                .disk,
                "libguestfs's appliance does not start. Look at the lines below; \"mayfly doctor\" says what it needs, and "
                    + "MAYFLY_ACCELERATOR=tcg leaves KVM alone.", cause: error)
        }
        return ImageError(.disk, "the disk cannot be made: libguestfs's \(error.call) failed", cause: error)
    }
}

extension Appliance {
    /// All of a disk in one launch, which is the dear part.
    fileprivate func makeDisk(
        _ path: String, _ layout: DiskLayout, root: String, architecture: String, _ grant: MemoryGrant?,
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws {
        func tell(_ stage: BuildProgress.Stage, _ fraction: Double) {
            progress(BuildProgress(stage: stage, fraction: fraction))
        }
        try await addNewDisk(path, format: "qcow2", size: DiskLayout.size)
        try await launch { progress(BuildProgress(stage: .disk, fraction: 0.3 * $0)) }
        await grant?.attach(self)
        tell(.disk, 0.3)
        let disk = "/dev/sda"
        try await makePartitionTable(disk)
        for (number, partition) in zip(Int32(1)..., [layout.bios, layout.system, layout.root]) {
            try await addPartition(
                number, of: disk, sectors: (partition.first, partition.last), type: partition.type,
                identity: partition.identity, name: partition.name)
            tell(.disk, 0.3 + 0.05 * Double(number))
        }
        try await makeFAT(disk + "2", label: "EFI")
        try await makeExt4(disk + "3", label: "root", identity: layout.rootFileSystem)
        try await mount(disk + "3", at: "/", options: "discard")
        tell(.disk, 0.47)
        try await unpack(root, into: "/") { progress(BuildProgress(stage: .disk, fraction: 0.47 + 0.53 * $0)) }
        tell(.bootLoader, 0)
        try await makeDirectory("/boot/efi")
        try await makeDirectory("/boot/grub")
        try await mount(disk + "2", at: "/boot/efi")
        try await write(layout.grubConfiguration(architecture), to: "/boot/grub/grub.cfg")
        for (number, target) in zip(1..., grubTargets(architecture)) {
            try await runGrub(target)
            tell(.bootLoader, 0.35 * Double(number))
        }
        try await unmount("/boot/efi")
        try await trim("/")
        try await unmount("/")
        tell(.bootLoader, 0.9)
        try await shutDown()
        tell(.bootLoader, 1)
    }

    private func runGrub(_ target: String) async throws(GuestfsError) {
        if target == "i386-pc" {
            // libguestfs translates names of devices where it sees them; what the disk is really called depends on whether
            // the appliance's kernel found it before the appliance's own.
            let disk = try await run("grub-probe", "--target=disk", "/")
            try await run(
                "grub-install", "--target=\(target)", "--no-floppy", String(disk.prefix { !$0.isWhitespace }))
        } else {
            // The path that firmware tries on a disk it has never seen; no variable of the firmware's is written.
            try await run(
                "grub-install", "--target=\(target)", "--removable", "--no-nvram", "--efi-directory=/boot/efi")
        }
    }
}

private func grubTargets(_ architecture: String) -> [String] {
    architecture == "arm64" ? ["arm64-efi"] : ["i386-pc", "x86_64-efi"]
}
