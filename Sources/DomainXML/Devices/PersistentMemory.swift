package import KubeVirt

extension VirtualMachineInstance {
    /// Disks that the guest has as persistent memory.
    package var persistentMemory: [String] { (try? Annotations(metadata))?.persistentMemory ?? [] }
}

extension DomainConverter {
    /// How large persistent memory is that holds so many bytes: whole pieces of 2 MiB, of which a PC's kernel makes sections.
    package static func persistentMemorySize(holding bytes: Int64) -> Int64 {
        let unit: Int64 = 2 << 20
        return max(unit, (bytes + unit - 1) / unit * unit)
    }

    /// libvirt would have the whole guest in NUMA nodes for it: so QEMU is told itself. The files are read and never written;
    /// a disk that is read-only says so by being “unarmed”.
    func persistentMemoryArguments() throws(ConversionError) -> [String] {
        let names = annotations.persistentMemory
        guard !names.isEmpty else { return [] }
        var arguments: [String] = []
        var total: Int64 = 0
        for (index, name) in names.enumerated() {
            guard let disk = spec.devices.disks?.first(where: { $0.name == name }),
                let path = files.volumes[name]?.path, let size = files.persistentMemory[name]
            else { throw refusal("disks", "there is no disk ‘\(name)’ to be persistent memory") }
            total += size
            arguments += [
                "-object",
                "memory-backend-file,id=pmem\(index),size=\(size),share=off,mem-path="
                    + quoted(path),
                "-device",
                "nvdimm,id=\(Self.alias(name)),memdev=pmem\(index)" + (disk.isReadOnly ? ",unarmed=on" : ""),
            ]
        }
        let memory = guestMemory.libvirtBytes
        return ["-machine", "nvdimm=on", "-m", "slots=\(names.count),maxmem=\(memory + total)"] + arguments
    }
}
