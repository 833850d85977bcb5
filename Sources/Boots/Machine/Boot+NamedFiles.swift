import Glibc
import Host
import Machines

extension Boot {
    /// Refuses a file of this host that an option names and that is not there, before anything is started.
    func checkNamedFiles() throws(MachineError) {
        if case .initrd(let path) = userspace { try checkIsFile(path, "initrd") }
        if case .file(let path)? = firmware { try checkIsFile(path, "firmware") }
        if let deviceTree { try checkIsFile(deviceTree, "device tree") }
        for case .disk(.image(let path), _) in devices { try Self.checkDisk(path) }
        for case .pmem(.image(let path)) in devices { try Self.checkDisk(path) }
        // A directory, too; and a link that leads nowhere here may lead somewhere there.
        for copy in copies where FileSystem.status(copy.source) == nil {
            throw MachineError(
                .invalidInput,
                "--copy-in cannot copy \(copy.source) into the guest: \(String(cString: strerror(errno)))")
        }
    }

    private static func checkDisk(_ path: String) throws(MachineError) {
        do throws(MachineError) { try checkIsFile(path, "raw disk image") } catch {
            throw MachineError(
                .invalidInput, "\(error.message). A new and empty disk is asked for by its size, such as disk=1Gi")
        }
    }
}
