import KubeVirt

extension DomainConverter {
    /// KubeVirt's annotation with a configuration for Ignition, in its own format.
    package static let ignitionAnnotation = "kubevirt.io/ignitiondata"

    /// In so many bytes QEMU's virt has memory beneath 4 GiB.
    private static let lowMemory: Int64 = 3 << 30

    /// What only QEMU itself can be told, in an order that it reads.
    func commandline() throws(ConversionError) -> Element? {
        var arguments: [String] = []
        if let path = files.ignition, let data = machine.metadata.annotations?[Self.ignitionAnnotation],
            data.contains("ignition")
        {
            arguments += ["-fw_cfg", "name=opt/com.coreos/config,file=\(path)"]
        }
        // The port that firmware writes its log to is a PC's.
        if host.logsFirmware, architecture == .amd64, let path = files.firmwareLog {
            arguments += [
                "-chardev", "file,id=firmwarelog,path=\(path)",
                "-device", "isa-debugcon,iobase=0x402,chardev=firmwarelog",
            ]
        }
        // libvirt knows no processors of MIPS, and on QEMU's own choice Debian's kernels stop without a word.
        if architecture == .mips64el { arguments += ["-cpu", "5KEc"] }
        // Kernels of 32 bits without large addresses, as Debian's, do not reach the bus otherwise.
        if architecture == .armhf, machineType.hasPrefix("virt"), guestMemory.libvirtBytes <= Self.lowMemory {
            arguments += ["-machine", "highmem=off"]
        }
        arguments += memoryArguments()
        arguments += try persistentMemoryArguments()
        arguments += repetitionArguments()
        arguments += debuggingArguments()
        arguments += semihostingArguments()
        let all = (networkArguments()?.children ?? []) + arguments.map { Element("qemu:arg", ["value": $0]) }
        return all.isEmpty ? nil : Element("qemu:commandline", all)
    }
}

extension DomainConverter {
    /// What libvirt cannot say: what chance starts from, what the guest shall know itself by, and that time is counted in
    /// instructions (8 ns each). libvirt's own identity of the domain stays another one, for two runs may be there at once.
    fileprivate func repetitionArguments() -> [String] {
        var arguments: [String] = []
        if let seed = annotations.fixedSeed {
            arguments += ["-seed", "\(seed)"]
            // s390x tells its guest, whose kernel stirs it into its random numbers, and pseries has it in its device tree.
            if let name = machine.metadata.name { arguments += ["-name", "guest=" + name.replacing(",", with: ",,")] }
        }
        if let uuid = files.guestUUID { arguments += ["-uuid", uuid] }
        if annotations.repeatsExactly {
            arguments += stateArguments()
            arguments += ["-icount", "shift=3,sleep=off" + replayOptions]
        }
        return arguments
    }

    /// The name of the memory that is a file, which a machine and its forks must agree on.
    private static let memoryName = "forkram"

    /// As large as libvirt makes the guest's memory: whole MiB.
    private var memoryFileSize: Int64 { ((guestMemory.libvirtBytes + (1 << 20) - 1) >> 20) << 20 }

    /// libvirt can make memory a file in a place that is the same for all machines, and never private: so QEMU is told
    /// itself. The memory that libvirt defines is used by nobody and takes none.
    fileprivate func memoryArguments() -> [String] {
        var arguments: [String] = []
        if let memory = files.memory {
            let options = [
                "memory-backend-file", "id=" + Self.memoryName, "size=\(memoryFileSize)",
                "mem-path=" + memory.path.replacing(",", with: ",,"), "share=\(memory.isShared ? "on" : "off")",
            ]
            arguments += [
                "-object", options.joined(separator: ","), "-machine", "memory-backend=" + Self.memoryName,
            ]
        }
        if files.awaitsState { arguments += ["-incoming", "defer"] }
        return arguments
    }
}
