/// What a build gave: disks from the lowest up, each over the one before it, and why there are not more.
package struct MadeDisks: Sendable {
    package struct Disk: Sendable {
        /// Where it lies, in the build's directory.
        let path: String
        /// The change that it holds over what is beneath; nil for one that stands alone.
        let link: RecipeLink?
        let record: ImageRecord

        init(path: String, link: RecipeLink? = nil, record: ImageRecord) {
            (self.path, self.link, self.record) = (path, link, record)
        }
    }

    var disks: [Disk]
    /// What ended the build early; the disks before it are whole all the same.
    var failure: ImageError?

    init(_ disks: [Disk] = [], failure: ImageError? = nil) {
        (self.disks, self.failure) = (disks, failure)
    }
}
