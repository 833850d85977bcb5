import KubeVirt
package import Machines

/// A name by which a guest reaches what it is offered, at an address of its own loopback.
package struct OfferedName: Sendable, Hashable {
    package let text: String

    /// Throws ``MachineError/Code/invalidInput`` for what is no host's name.
    package init(_ text: String) throws(MachineError) {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        // Digits alone would be an address.
        guard labels.allSatisfy({ HostLabel.isRight($0) }), text.utf8.count <= 253, text.contains(where: \.isLetter)
        else {
            throw MachineError(
                .invalidInput,
                "\"\(text)\" is no name for what is offered to a guest: letters, digits and hyphens with dots between them, "
                    + "as in api.test")
        }
        self.text = text
    }

    /// The same for the same name, in every guest. An address of its own leaves the guest's own servers at 127.0.0.1 alone.
    package var address: String {
        // FNV-1a: spreads short names well enough over 65,024 addresses.
        let sum = text.lowercased().utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return "127.77.\(sum >> 8 & 0xFF).\(sum % 254 + 1)"
    }

    /// Adds the name to the guest's, unless it is there. It stays: an offer that is over is refused there, and a name
    /// that is no longer known could be another's in the guest's network.
    func tell(_ channel: any GuestChannel, hosts: String) async throws {
        let command = Command("/bin/sh", ["-c", Self.script, "sh", address, text, hosts])
        let result = try await channel.look(with: command, limit: 4096)
        guard result.termination == .exited(0) else {
            let words = result.errorOutput.isEmpty ? "its sh ended with \(result.termination)" : result.errorOutput
            throw MachineError(.guestFailed, "the guest did not take the name \(text): \(words)")
        }
    }

    private static let script = """
        while read -r address names; do
            case $address in \\#*) continue ;; esac
            for name in ${names%%#*}; do
                [ "$name" = "$2" ] || continue
                [ "$address" = "$1" ] && exit 0
                echo "$3 says that it is $address" >&2
                exit 1
            done
        done < "$3"
        printf '\\n%s\\t%s\\n' "$1" "$2" >> "$3"
        """
}
