/// The static program that serves hosts from inside a guest, as it was built with this package.
package enum GuestHelper {
    /// What the program runs on, as `uname -m` names it.
    package static let architecture = GuestHelperProgram.architecture

    /// Changes with the program; the helper says the same in its greeting.
    package static let buildID = GuestHelperProgram.buildID

    /// The program: an ELF executable of about 750 kB that needs no file of the guest.
    package static var bytes: [UInt8] {
        decodeBase64(GuestHelperProgram.base64, count: GuestHelperProgram.count)
    }

    /// A file of what the program is compiled from.
    package struct Source: Sendable {
        package let name: String
        package let bytes: [UInt8]
    }

    /// All of them, headers too: whoever has a compiler for another architecture makes the program for that one.
    package static var sources: [Source] {
        GuestHelperProgram.sources.map { Source(name: $0.name, bytes: decodeBase64($0.base64, count: $0.count)) }
    }

    /// What the compiler was told beside their names.
    package static let flags = GuestHelperProgram.flags
}
