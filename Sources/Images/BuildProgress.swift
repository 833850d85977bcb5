/// How far a disk is.
package struct BuildProgress: Sendable, Hashable {
    package enum Stage: String, Sendable, Hashable, CaseIterable {
        /// Another process builds the same disk.
        case waiting
        /// Packages are fetched and installed.
        case bootstrap
        /// Partitions and file systems are made and filled.
        case disk
        case bootLoader = "boot loader"
    }

    package let stage: Stage
    /// How much of the stage is done, from 0 to 1.
    package let fraction: Double

    package init(stage: Stage, fraction: Double) {
        self.stage = stage
        self.fraction = fraction
    }
}
