/// The files of a seed, the small disk from which a guest configures itself at its first boot.
package struct Seed: Sendable, Hashable {
    /// The volume's name, by which the guest finds it: `cidata` or `config-2`.
    package var volume: String
    /// What each file holds, by its path within the volume.
    package var files: [String: [UInt8]]

    package init(volume: String, files: [String: [UInt8]]) {
        self.volume = volume
        self.files = files
    }
}
