package import KubeVirt

extension MachineFiles {
    /// The names and paths that KubeVirt has for a machine, inside of the pod that it runs in.
    package static func kubeVirt(_ machine: VirtualMachineInstance, host: HostFacts) -> MachineFiles {
        let name = machine.metadata.name ?? ""
        let namespace = machine.metadata.namespace ?? ""
        let directory = KubeVirtPath.privateDirectory + "/" + (machine.metadata.uid ?? "")
        var files = MachineFiles(
            domain: namespace + "_" + name, directory: directory, consoleSocket: directory + "/virt-serial0",
            consoleLog: directory + "/virt-serial0-log", displaySocket: directory + "/virt-vnc",
            variables: KubeVirtPath.variables(of: machine) + "/\(name)_VARS.fd")
        files.appendsConsoleLog = true
        files.volumes = KubeVirtPath.volumes(of: machine, host: host)
        for volume in machine.spec.volumes ?? [] {
            files.secrets[volume.name] = KubeVirtPath.privateDirectory + "/secret/" + volume.name
        }
        if let container = machine.spec.domain.firmware?.kernelBoot?.container {
            files.kernel = container.kernelPath?.nonEmpty.map(KubeVirtPath.bootFile)
            files.initrd = container.initrdPath?.nonEmpty.map(KubeVirtPath.bootFile)
        }
        files.ignition = "/var/run/libvirt/ignition-dir/\(namespace)/\(name)/data.ign"
        files.firmwareLog = KubeVirtPath.privateDirectory + "/QEMUSeaBiosDebugPipe"
        return files
    }
}

/// Where KubeVirt keeps what belongs to a machine.
enum KubeVirtPath {
    static let privateDirectory = "/var/run/kubevirt-private"
    static let shared = "/var/run/kubevirt"
    static let reservationSocket = shared + "/daemons/pr/pr-helper.sock"
    static let containerDisks = "/var/run/kubevirt/container-disks"

    /// A launcher that is not root, as all are today, keeps variables in its own directory.
    static func variables(of machine: VirtualMachineInstance) -> String {
        let isUser =
            machine.status?.runtimeUser ?? 0 != 0 || machine.metadata.annotations?["kubevirt.io/nonroot"] != nil
        return isUser ? privateDirectory + "/libvirt/qemu/nvram" : "/var/lib/libvirt/qemu/nvram"
    }

    static func bootFile(_ path: String) -> String {
        containerDisks + "/kernel-boot/" + baseName(path)
    }

    /// The last part of a path, as Go's path/filepath has it.
    static func baseName(_ path: String) -> String {
        guard !path.isEmpty else { return "." }
        guard let last = path.split(separator: "/").last else { return "/" }
        return String(last)
    }
}
