import Glibc
import Guestfs
import Host
import Offload

extension ApplianceSettings {
    /// The same, with a QEMU that has no privilege of root's: the appliance's kernel reads what strangers made.
    ///
    /// libguestfs is told the name of a program, not of one with words before it, so there is a script. It is written once,
    /// because libguestfs remembers what a QEMU can do by its file's size and time.
    func unprivileged() async throws -> ApplianceSettings {
        let prefix = await Unprivileged.prefix()
        guard !prefix.isEmpty, let emulator = Appliance.usualEmulator else { return self }
        let command = (prefix + [emulator]).map { "'\($0)'" }.joined(separator: " ")
        let (path, text) = (cacheDirectory + "/appliance-qemu", "#!/bin/sh\nexec \(command) \"$@\"\n")
        try await blocking { () throws(SystemError) in
            if FileSystem.text(path) != text { try FileSystem.write(Array(text.utf8), to: path, mode: 0o700) }
        }
        var settings = self
        settings.emulator = path
        return settings
    }
}
