import Host

/// What a kernel was configured with.
struct KernelConfig: Sendable, Hashable {
    /// Where it was read.
    let place: String
    private let values: [String: String]

    /// The text of a `.config`: `CONFIG_X=y` a line; what is not set is a comment there.
    init(_ text: some StringProtocol, place: String) {
        self.place = place
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("CONFIG_") {
            guard let mark = line.firstIndex(of: "=") else { continue }
            values[String(line[..<mark])] = String(line[line.index(after: mark)...])
        }
        self.values = values
    }

    /// The first that this host has of a kernel: that of its build tree, or where distributions put it.
    static func find(for kernel: KernelFiles, root: String = "") -> KernelConfig? {
        var places: [String] = []
        if let tree = kernel.image.firstRange(of: "/arch/") {
            places.append(kernel.image[..<tree.lowerBound] + "/.config")
        }
        if !kernel.version.isEmpty, let slash = kernel.image.lastIndex(of: "/") {
            places.append(kernel.image[...slash] + "config-" + kernel.version)
            places += ["/boot/config-", "/usr/lib/kernel/config-"].map { root + $0 + kernel.version }
        }
        if let modules = kernel.modules { places.append(modules + "/config") }
        for place in places {
            if let text = FileSystem.text(place) { return KernelConfig(text, place: place) }
        }
        return nil
    }

    /// Whether an option is set, to whatever but `n`.
    func has(_ name: String) -> Bool { values[name].map { $0 != "n" } ?? false }
}
