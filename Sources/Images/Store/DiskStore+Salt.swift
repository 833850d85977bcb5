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
            while true {
                if let salt = try? FileSystem.read(path), salt.count == 32 { return salt }
                var random = SystemRandomNumberGenerator()
                let salt = (0..<32).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
                let draft = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max))"
                try FileSystem.write(salt, to: draft)
                defer { unlink(draft) }
                // Who comes second takes the first one's.
                if link(draft, path) != 0, errno != EEXIST { throw SystemError("link", subject: path) }
            }
        } catch {
            throw unusable(error)
        }
    }
}
