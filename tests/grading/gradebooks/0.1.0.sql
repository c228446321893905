BEGIN TRANSACTION;
CREATE TABLE answers (
	hand_in INTEGER NOT NULL, 
	item INTEGER NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	points FLOAT, 
	reason TEXT NOT NULL, 
	response TEXT, 
	confidence INTEGER, 
	text VARCHAR(64), 
	marks TEXT, 
	PRIMARY KEY (hand_in, item)
)
 WITHOUT ROWID

;
INSERT INTO "answers" VALUES(1,1,'graded',1.0,'','{"choice":"b"}',NULL,NULL,NULL);
INSERT INTO "answers" VALUES(1,2,'graded',2.0,'','{"best":"a","worst":"c"}',NULL,NULL,NULL);
INSERT INTO "answers" VALUES(1,3,'needs marking',NULL,'','{"text":"I coach."}',NULL,'f0d9906146eb69f632ec8a5fb8c76581787d2ae093e1e5d78b8d68fe70a998b0',NULL);
INSERT INTO "answers" VALUES(2,1,'graded',0.0,'','{"choice":"a"}',NULL,NULL,NULL);
INSERT INTO "answers" VALUES(2,2,'graded',0.0,'','{"best":"c","worst":"a"}',NULL,NULL,NULL);
INSERT INTO "answers" VALUES(2,3,'graded',3.0,'','{"text":"I listen."}',NULL,'f051978306e1a438da2018e3c63ac67d1a5b20dd3acc54930420105ef5fb6741','{"role":2,"warmth":1}');
CREATE TABLE forms (
	id INTEGER NOT NULL, 
	exercise VARCHAR(64) NOT NULL, 
	asks TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "forms" VALUES(1,'ex01','[["pick","c86ef064b4085e8b2c0eeefc8d6365e0810357a788251190b3e332f6668652bf"],["rate","be5203fb4fc3ae56ab6322c66f7673be8d2de6d8a81e829df00bfc5e54027ff2"],["tell","5c380f0af374627f49fd4115fea39aa4860111919b8aa2236b60f2dcc84b81a2"]]');
CREATE TABLE grades (
	exercise VARCHAR(64) NOT NULL, 
	run INTEGER NOT NULL, 
	trainee VARCHAR(130) NOT NULL, 
	workbook VARCHAR(200) NOT NULL, 
	hand_in INTEGER, 
	state VARCHAR(20) NOT NULL, 
	score FLOAT, 
	max_score FLOAT, 
	competent VARCHAR(10) NOT NULL, 
	reason TEXT NOT NULL, 
	look BOOLEAN NOT NULL, 
	page TEXT NOT NULL, 
	PRIMARY KEY (exercise, run, trainee, workbook)
)
 WITHOUT ROWID

;
INSERT INTO "grades" VALUES('ex01',1,'Ana Ruiz','',1,'needs marking',NULL,6.0,'','',0,'ana ruiz');
INSERT INTO "grades" VALUES('ex01',1,'Bo','',2,'graded',3.0,6.0,'','',0,'bo');
CREATE TABLE hand_ins (
	id INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	place TEXT NOT NULL, 
	trainee VARCHAR(130) NOT NULL, 
	note VARCHAR(20) NOT NULL, 
	exercise VARCHAR(64) NOT NULL, 
	workbook VARCHAR(200), 
	moment FLOAT NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	score FLOAT, 
	max_score FLOAT NOT NULL, 
	competent VARCHAR(10) NOT NULL, 
	reason TEXT NOT NULL, 
	answered BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "hand_ins" VALUES(1,1,'1f3eaa239ab4a87200b91445b2a9ce62f7c70d94a4303cb38edd977e03770d30','hand-ins/ana.ipynb','Ana Ruiz','','ex01','book-of-ana',1795168800.0,'needs marking',NULL,6.0,'','',1);
INSERT INTO "hand_ins" VALUES(2,1,'4fedb709e391299bed529497c3918f184cb35f8c3ec2fbca8dd7cd0e54d7ae8f','hand-ins/bo.ipynb','Bo','','ex01','book-of-bo',1795168800.0,'graded',3.0,6.0,'','',1);
CREATE TABLE items (
	id INTEGER NOT NULL, 
	exercise VARCHAR(64) NOT NULL, 
	item VARCHAR(64) NOT NULL, 
	revision VARCHAR(64) NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "items" VALUES(1,'ex01','pick','c86ef064b4085e8b2c0eeefc8d6365e0810357a788251190b3e332f6668652bf','{"type":"single","options":[{"id":"a","text":"A coach","why":"A coach may not."},{"id":"b","text":"A therapist","why":"A therapist may."}],"key":"b","id":"pick","stem":"Who may diagnose?","points":1,"confidence":false,"critical":false,"pair":null,"care":null,"after":null,"dimension":[],"outcome":[],"claims":[],"sources":[]}');
INSERT INTO "items" VALUES(2,'ex01','rate','be5203fb4fc3ae56ab6322c66f7673be8d2de6d8a81e829df00bfc5e54027ff2','{"type":"best-worst","options":[{"id":"a","text":"Stay with her","why":"That helps.","rating":2},{"id":"b","text":"Change the subject","why":"That is not bad.","rating":0},{"id":"c","text":"Diagnose","why":"That harms.","rating":-2}],"id":"rate","stem":"A client cries.","points":2.0,"confidence":false,"critical":false,"pair":null,"care":null,"after":null,"dimension":[],"outcome":[],"claims":[],"sources":[]}');
INSERT INTO "items" VALUES(3,'ex01','tell','5c380f0af374627f49fd4115fea39aa4860111919b8aa2236b60f2dcc84b81a2','{"type":"free","rubric":[{"id":"role","criterion":"Names the role","levels":["Not at all","In part","Clearly"]},{"id":"warmth","criterion":"Stays warm","levels":["Cold","Warm"]}],"samples":[{"text":"I coach.","marks":{"role":2,"warmth":0},"why":"Clear and short."}],"id":"tell","stem":"What would you say?","points":3.0,"confidence":false,"critical":false,"pair":null,"care":null,"after":null,"dimension":[],"outcome":[],"claims":[],"sources":[]}');
CREATE TABLE marks (
	id INTEGER NOT NULL, 
	trainee VARCHAR(130) NOT NULL, 
	item VARCHAR(64) NOT NULL, 
	revision VARCHAR(64) NOT NULL, 
	text VARCHAR(64) NOT NULL, 
	levels TEXT NOT NULL, 
	marker VARCHAR(130) NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "marks" VALUES(1,'Bo','tell','5c380f0af374627f49fd4115fea39aa4860111919b8aa2236b60f2dcc84b81a2','f051978306e1a438da2018e3c63ac67d1a5b20dd3acc54930420105ef5fb6741','{"role":2,"warmth":1}','R. Okafor','2026-11-28T21:58:58.571132+00:00');
CREATE TABLE refused (
	id INTEGER NOT NULL, 
	file TEXT NOT NULL, 
	place TEXT NOT NULL, 
	trainee VARCHAR(130) NOT NULL, 
	exercise VARCHAR(64) NOT NULL, 
	reason TEXT NOT NULL, 
	other BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES(1,'2026-11-28T21:58:58.154069+00:00');
CREATE TABLE schema (
	step INTEGER NOT NULL, 
	PRIMARY KEY (step)
);
INSERT INTO "schema" VALUES(1);
CREATE UNIQUE INDEX items_by_revision ON items (exercise, item, revision);
CREATE INDEX forms_by_exercise ON forms (exercise);
CREATE INDEX hand_ins_by_trainee ON hand_ins (exercise, trainee);
CREATE INDEX hand_ins_by_digest ON hand_ins (digest);
CREATE INDEX answers_by_text ON answers (text) WHERE text IS NOT NULL;
CREATE INDEX refused_by_trainee ON refused (trainee, exercise);
CREATE INDEX marks_by_answer ON marks (trainee, item, revision, text);
COMMIT;
