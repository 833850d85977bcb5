import Digests
import Glibc
import Host
import Offload

extension DiskStore {
    /// What only this user knows, made the first time: names of layers that rest on secrets cannot be tried out by others.
    package func salt() throws(ImageError) -> [UInt8] {
        let path = directory + "/salt"
        do throws(SystemError) {
            try FileSystem.makeDirectory(directory)
            guard isOwn(directory) else { throw SystemError("open", subject: directory, number: EPERM) }
            for _ in 0..<2 {
                if FileSystem.exists(path) {
                    let salt = try FileSystem.read(path)
                    guard salt.count == 32 else { throw SystemError("read", subject: path, number: EINVAL) }
                    return salt
                }
                var random = SystemRandomNumberGenerator()
                let salt = (0..<32).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
                let draft = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max))"
                try FileSystem.write(salt, to: draft)
                defer { unlink(draft) }
                // Who comes second takes the first one's.
                if link(draft, path) != 0, errno != EEXIST { throw SystemError("link", subject: path) }
            }
            throw SystemError("read", subject: path, number: ENOENT)
        } catch {
            throw unusable(error)
        }
    }
}
