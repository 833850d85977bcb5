import CLinux
import Glibc
package import Offload

/// Two ends of a stream in this process: what is written to one is read from the other.
package func bytePipe() throws(SystemError) -> (DescriptorStream, DescriptorStream) {
    var pair: [Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    try retrying("socketpair") { socketpair(AF_UNIX, type, 0, &pair) }
    let ends = (Descriptor(owning: pair[0]), Descriptor(owning: pair[1]))
    return (try DescriptorStream(ends.0), try DescriptorStream(ends.1))
}
