/// What the QEMU guest agent tells of a guest (`guestosinfo`): what of it is of use here.
package struct GuestInformation: Sendable, Hashable, Decodable {
    package struct OperatingSystem: Sendable, Hashable, Decodable {
        package var name: String?
        package var version: String?
        package var prettyName: String?
        package var kernelRelease: String?
        package var machine: String?
    }

    package var guestAgentVersion: String?
    package var hostname: String?
    package var os: OperatingSystem?
    package var timezone: String?
}
