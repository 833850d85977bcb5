package import Fixtures
package import KubeVirt
import LocalProvider

extension Boot {
    /// The machine of the boot, as a fixture: all that can be done with a fixture can be done with it.
    ///
    /// `kernel` is the image; which modules are asked for is what the kernel has no code for by itself.
    package func fixture(of kernel: KernelFiles) -> Fixture { fixture(of: kernel, initramfs: nil, root: nil) }

    /// What the disk of its root is called.
    static let rootVolume = "root"

    /// The same; `initramfs` is what a directory was made into.
    func fixture(of kernel: KernelFiles, initramfs: String?, root: RootFiles?) -> Fixture {
        if let board { return fixture(of: kernel.image, on: board) }
        var metadata = ObjectMeta()
        // A machine type that was asked for may have another root.
        if machineType == nil { metadata.annotations = ["kubevirt.io/placePCIDevicesOnRootComplex": "true"] }
        var annotations = Annotations(
            sharedRoot: root?.shared, persistentMemory: root?.root.way == .pmem ? [Self.rootVolume] : [],
            networkPolicy: debugging.network, repetition: isExact ? .exact : nil, debugging: debugging.annotations)
        let isKnown = !Architecture.beyondKubeVirt.contains(machineArchitecture)
        if !isKnown { annotations.architecture = machineArchitecture }
        var image: FixtureImage?
        switch userspace {
        case .tools(let more):
            image = self.image(InitramfsSource(modules: more), kernel, root?.root.way)
        case .recipe(let source): image = self.image(source, kernel, root?.root.way)
        case .directory: (annotations.kernel, annotations.initrd) = (kernel.image, initramfs)
        case .initrd(let path): (annotations.kernel, annotations.initrd) = (kernel.image, path)
        case .none: annotations.kernel = hasKernel ? kernel.image : nil
        }
        var spec = VirtualMachineInstanceSpec(domain: DomainSpec(memory: .init(guest: memory)))
        if isKnown, isForeign { spec.architecture = machineArchitecture }
        // Where it would come from UEFI.
        if machineArchitecture == .arm64, firmware != .uefi {
            spec.domain.features = .init(acpi: .init(enabled: false))
        }
        spec.domain.cpu = .init(cores: cpus)
        spec.domain.devices.autoattachGraphicsDevice = false
        spec.domain.devices.autoattachMemBalloon = false
        spec.domain.devices.autoattachPodInterface = false
        if let disk = root?.disk?.path {
            spec.domain.devices.disks = [.init(disk: .init(bus: .virtio, readonly: true), name: Self.rootVolume)]
            var volume = VirtualMachineInstanceSpec.Volume(name: Self.rootVolume)
            volume.hostDisk = .init(path: disk, type: "Disk")
            spec.volumes = [volume]
        }
        addMachine(to: &spec, &annotations)
        annotations.apply(to: &metadata)
        debugging.connect(&spec)
        if hasKernel {
            var firmware = spec.domain.firmware ?? .init()
            firmware.kernelBoot = .init(kernelArgs: commandLine)
            spec.domain.firmware = firmware
        }
        spec.terminationGracePeriodSeconds = 0
        // A boot has a limit of its own; without one it may take as long as any fixture.
        // Nobody says how long somebody sits in a debugger.
        let limit = timeout ?? (debugging.debugger == nil ? nil : .seconds(24 * 60 * 60))
        let deadline = limit.map { Deadline(max($0, .seconds(1))) }
        return Fixture(
            name: name, image: image, template: VirtualMachineInstanceTemplate(metadata: metadata, spec: spec),
            ready: hasTools && !isExact ? [.helper(HelperCondition(deadline: deadline))] : [])
    }

    private func image(_ source: InitramfsSource, _ kernel: KernelFiles, _ way: RootWay?) -> FixtureImage {
        var source = source
        source.kernel = .path(kernel.image)
        source.moduleDirectory = kernel.modules
        source.busyboxProgram = kernel.busybox ?? source.busyboxProgram
        // Without busybox nobody loads them.
        if source.busybox {
            let needed =
                kernel.helperModules(on: machineArchitecture) + kernel.networkModules(debugging)
                + deviceModules(of: kernel)
            source.modules = needed.filter { !source.modules.contains($0) } + source.modules
            if isExact { source.files += RecordedCommand(command, isInRoot: way != nil).files }
        }
        if let way {
            let needed = way.modules(of: kernel)
            source.modules += needed.filter { !source.modules.contains($0) }
            source.files += isExact ? [RootScript(way: way).script] : RootScript(way: way).files
        }
        return FixtureImage(source: .initramfs(source))
    }

    /// What the kernel is told, whatever else it is told.
    package var commandLine: String {
        guard board == nil else { return arguments }
        guard hasKernel else { return "" }
        // A debugger knows symbols by the addresses that they were linked to.
        let words = [Self.ownArguments(on: machineArchitecture), debugging.knowsAddresses ? "nokaslr" : "", arguments]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The serial console is the kernel's; and a PC's does not test its timer, which fails on a busy host without KVM. What
    /// another kernel does not know it would hand to init.
    package static func ownArguments(on architecture: Architecture = .ofThisHost) -> String {
        "console=\(architecture.console)" + (architecture.isPC ? " no_timer_check" : "")
    }
}
