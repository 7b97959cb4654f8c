-- mighar: irreversible we go forward only
CREATE TABLE posts (id integer PRIMARY KEY);
