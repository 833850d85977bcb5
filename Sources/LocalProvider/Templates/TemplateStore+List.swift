import CLinux
import Glibc
import Host
import Machines
import Offload

/// A template as a list shows it.
package struct TemplateSummary: Sendable, Hashable, Codable {
    /// What it is found by.
    package var key: String
    /// The fixture's name.
    package var fixture: String
    /// Bytes on this host's disk, and in memory where that is kept there.
    package var size: Int64
    /// The guest's memory in bytes.
    package var guestMemory: Int64
    /// How much of it the guest had touched, in bytes.
    package var touchedMemory: Int64
    /// What its boot took, in seconds.
    package var bootSeconds: Double
    /// Seconds since 1970.
    package var created: Double
    /// When something was forked from it last; seconds since 1970.
    package var used: Double
    /// Whether a machine, or a template that lies on it, needs it.
    package var isInUse: Bool
    /// What is wrong with its files; it is made anew by the next use.
    package var damage: String?
    /// What its key was made of.
    package var facts: [String: String]
}

/// What a pruning removed, or would.
package struct PrunedTemplates: Sendable, Hashable, Codable {
    /// By their keys.
    package var keys: [String] = []
    /// Bytes that were freed.
    package var bytes: Int64 = 0
}

extension TemplateStore {
    /// Every template, the one that was used last first. It blocks.
    func list() -> [TemplateSummary] {
        let users = bases()
        return FileSystem.names(in: root).compactMap { name in
            guard let manifest = TemplateManifest.load(from: path(of: name)), manifest.key == name else { return nil }
            return summary(manifest, users: users)
        }.sorted { ($0.used, $0.key) > ($1.used, $1.key) }
    }

    private func summary(_ manifest: TemplateManifest, users: Set<String>) -> TemplateSummary {
        let path = path(of: manifest.key)
        let files = FileSystem.names(in: path).map { path + "/" + $0 } + (manifest.memory.map { [$0] } ?? [])
        let size = Set(files).reduce(0) { $0 + FileSystem.usedBytes(of: $1) }
        return TemplateSummary(
            key: manifest.key, fixture: manifest.fixture, size: size, guestMemory: manifest.guestMemory,
            touchedMemory: manifest.touchedMemory, bootSeconds: manifest.bootSeconds, created: manifest.created,
            used: lastUse(of: path),
            isInUse: users.contains(path) || isUsed(path), damage: manifest.damage(in: path), facts: manifest.facts)
    }

    private func lastUse(of path: String) -> Double {
        Double(FileSystem.status(path + "/" + Self.useName)?.st_mtim.tv_sec ?? 0)
    }

    /// A clock that was ahead and has been set back leaves times that are still to come, by which a template would be the
    /// youngest for as long: it was used now.
    private func bringBack(to now: Double) {
        for name in FileSystem.names(in: root) where lastUse(of: path(of: name)) > now {
            let time = timespec(tv_sec: Int(now), tv_nsec: 0)
            utimensat(AT_FDCWD, path(of: name) + "/" + Self.useName, [time, time], 0)
        }
    }

    /// Whether somebody has it locked.
    private func isUsed(_ path: String) -> Bool {
        guard let lock = try? FileLock.trying(existing: path + "/" + Self.useName) else { return true }
        lock.release()
        return false
    }

    /// Images and templates that machines and other templates lie on.
    func bases() -> Set<String> {
        var bases = MachineDisks.basesInUse(in: directories)
        for name in FileSystem.names(in: root) {
            bases.formUnion(TemplateManifest.load(from: root + "/" + name)?.bases ?? [])
        }
        return bases
    }

    /// Removes templates that nothing was forked from for so long (seconds), and then those that were used longest ago until
    /// the rest takes at most so many bytes; nothing that is in use. It blocks.
    func prune(olderThan age: Double?, keeping bytes: Int64?, isTrial: Bool = false, now: Double) -> PrunedTemplates {
        if !isTrial {
            sweep()
            bringBack(to: now)
        }
        var pruned = PrunedTemplates()
        var kept: Int64 = 0
        for template in list() {
            let isOld = age.map { now - template.used > $0 } ?? false
            let isTooMuch = bytes.map { kept + template.size > $0 } ?? false
            guard !template.isInUse, isOld || isTooMuch, isTrial || remove(template.key) else {
                kept += template.size
                continue
            }
            pruned.keys.append(template.key)
            pruned.bytes += template.size
        }
        return pruned
    }
}
