import CLinux
import Glibc
import Host
import KubeVirt

extension VirtualMachineInstance {
    /// Refuses a file of this host that an annotation names and that is none or cannot be read: QEMU would say so in words
    /// that name no field.
    func checkNamedFiles() throws {
        let annotations = try Annotations(metadata)
        let named = [
            (Annotations.kernelKey, annotations.kernel), (Annotations.initrdKey, annotations.initrd),
            (Annotations.firmwareKey, annotations.firmware), (Annotations.deviceTreeKey, annotations.deviceTree),
        ]
        for case (let key, let path?) in named {
            let field = "metadata.annotations[\(key)]"
            guard access(path, R_OK) == 0, let status = FileSystem.statusFollowingLinks(path) else {
                throw RefusedField(
                    field,
                    "‘\(path)’ cannot be read: \(String(cString: strerror(errno))). Name a file that this user can read, or "
                        + "leave the annotation out")
            }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw RefusedField(field, "‘\(path)’ is no file; name one")
            }
        }
    }
}
