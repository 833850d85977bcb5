import Digests
import Glibc
import Host
import Offload

extension DiskStore {
    /// What a look at every file of the store found.
    package struct Health: Sendable, Hashable, Codable {
        /// How many disks were read.
        package var disks = 0
        /// What is wrong, one text each.
        package var faults: [String] = []
        /// Whether what was wrong is gone now.
        package var isRepaired = false
    }

    /// Reads every disk and compares it with its name; looks for what is missing beneath layers. Seconds for each GB.
    ///
    /// `repair`: a disk that is not what its name says is removed, and what stands on it, unless a machine uses it
    /// (`inUse`, by digest).
    package func check(repair: Bool, inUse: Set<String> = [], progress: @escaping @Sendable (Double) -> Void) async
        -> Health
    {
        await sweep()
        return await blocking {
            var (health, bad) = (Health(), Set<String>())
            let all = digests.sorted()
            for (index, digest) in all.enumerated() {
                progress(Double(index) / Double(all.count))
                let path = path(ofDisk: digest)
                health.disks += 1
                do throws(SystemError) {
                    if try Digest.ofFile(path) != digest {
                        health.faults.append("\(path) is not what its name says: it was damaged or changed")
                        bad.insert(digest)
                        continue
                    }
                } catch {
                    // Gone meanwhile, or unreadable for a reason that may pass: nothing is known of what it holds.
                    if error.number != ENOENT { health.faults.append("\(path) cannot be read: \(error.reason)") }
                    continue
                }
                if QCOW2.head(path) == nil {
                    health.faults.append("\(path) is no qcow2 image")
                    bad.insert(digest)
                }
            }
            for digest in all where !bad.contains(digest) {
                let path = path(ofDisk: digest)
                guard let chain = try? chain(of: path) else {
                    health.faults.append("\(path) is over something that is no disk of the store")
                    bad.insert(digest)
                    continue
                }
                for file in chain.dropFirst()
                where !FileSystem.exists(file) || bad.contains(self.digest(ofPath: file) ?? "") {
                    health.faults.append("\(path) is over \(file), which is missing or damaged")
                    bad.insert(digest)
                }
            }
            let used = closure(of: inUse)
            for digest in bad.intersection(used).sorted() {
                health.faults.append("\(path(ofDisk: digest)) is used by a machine; end that before it can be removed")
            }
            if repair, !bad.subtracting(used).isEmpty {
                bad.subtract(used)
                for digest in bad {
                    unlink(path(ofDisk: digest))
                    removeNotes(of: digest)
                }
                forget(bad)
                health.isRepaired = true
            }
            return health
        }
    }
}
