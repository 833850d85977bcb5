/// How far an image is.
package struct BuildProgress: Sendable, Hashable {
    package enum Stage: String, Sendable, Hashable, CaseIterable {
        /// Another process builds the same image; or, with words for it, something else is waited for.
        case waiting
        /// Packages are fetched and installed.
        case bootstrap
        /// Partitions and file systems are made and filled.
        case disk
        case bootLoader = "boot loader"
        /// A file or a registry's image is fetched.
        case download
        /// What was fetched is unpacked and converted.
        case convert
        /// libguestfs's appliance starts, and looks at the disk.
        case appliance
        /// A step of the recipe is done.
        case step
        /// What was made is written to the store.
        case store
        /// An image becomes one file that stands alone.
        case export
        /// It is sent to a registry.
        case push
    }

    package let stage: Stage
    /// How much of the stage is done, from 0 to 1.
    package let fraction: Double
    /// Which step, in words; nil where the stage says it all.
    package let detail: String?

    package init(stage: Stage, fraction: Double, detail: String? = nil) {
        self.stage = stage
        self.fraction = fraction
        self.detail = detail
    }
}
