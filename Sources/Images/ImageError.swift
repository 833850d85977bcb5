/// What an image is made of that is missing, unreadable or wrong, or a place for it that cannot be used.
package struct ImageError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Value {
            case noKernel, unreadableKernel, noModules, unknownModule, busybox, file, store, noSpace, damaged, cancelled
            case missingProgram, keyring, subordinateIDs, mirror, unknownSuite, unknownPackage, bootstrap, disk
            case architecture, secret, source, verification, format, step
            case name, exists, inUse, memory
        }
        private let value: Value

        /// No kernel is installed, or the one that was named is not there.
        package static let noKernel = Code(value: .noKernel)
        /// A kernel is there but this user may not read it.
        package static let unreadableKernel = Code(value: .unreadableKernel)
        /// The kernel has no modules directory, or one that cannot be used.
        package static let noModules = Code(value: .noModules)
        package static let unknownModule = Code(value: .unknownModule)
        /// busybox is missing or not static.
        package static let busybox = Code(value: .busybox)
        /// A file that shall go into an image cannot be read, or its place there is impossible.
        package static let file = Code(value: .file)
        /// The directory of finished images cannot be used.
        package static let store = Code(value: .store)
        package static let noSpace = Code(value: .noSpace)
        /// Something that was read is not what it should be.
        package static let damaged = Code(value: .damaged)
        /// A program that builds images is not installed.
        package static let missingProgram = Code(value: .missingProgram)
        /// The keys of a distribution's archive are not on this host.
        package static let keyring = Code(value: .keyring)
        /// This user has no range of subordinate ids, or none can be used.
        package static let subordinateIDs = Code(value: .subordinateIDs)
        /// An archive does not answer, or what it answers cannot be used.
        package static let mirror = Code(value: .mirror)
        /// The archive has no such suite.
        package static let unknownSuite = Code(value: .unknownSuite)
        /// The archive has no such package.
        package static let unknownPackage = Code(value: .unknownPackage)
        /// Packages could not be installed for another reason.
        package static let bootstrap = Code(value: .bootstrap)
        /// The disk could not be made.
        package static let disk = Code(value: .disk)
        /// The architecture is not one that is built here.
        package static let architecture = Code(value: .architecture)
        /// A secret that a recipe names is not there.
        package static let secret = Code(value: .secret)
        /// Where an image comes from does not give it.
        package static let source = Code(value: .source)
        /// What came is not what was meant.
        package static let verification = Code(value: .verification)
        /// What came is no image, or one that is not taken.
        package static let format = Code(value: .format)
        /// A step of a recipe could not be done.
        package static let step = Code(value: .step)
        /// A name that no image can have.
        package static let name = Code(value: .name)
        /// There is something already where something is to be.
        package static let exists = Code(value: .exists)
        /// A machine or a build uses what is to be removed.
        package static let inUse = Code(value: .inUse)
        /// The host has not the memory for it, now or ever.
        package static let memory = Code(value: .memory)
        /// Our task was cancelled.
        package static let cancelled = Code(value: .cancelled)
    }

    package let code: Code
    /// What is wrong and what to do about it.
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String {
        cause.map { "\(message)\n  because: \($0)" } ?? message
    }
}
