/// Names in a table's column.
package enum NameList {
    /// The first names with commas between them, and how many more there are where all would be wider than a column is.
    ///
    /// One name is always there, however long. `width` is in characters, without what tells of the rest.
    package static func text(_ names: [String], within width: Int = 40) -> String {
        var text = ""
        for (index, name) in names.enumerated() {
            let longer = index == 0 ? name : text + "," + name
            if index > 0 && longer.count > width { return text + ",+\(names.count - index)" }
            text = longer
        }
        return text
    }
}
